-- CreateEnum
CREATE TYPE "Recurrence" AS ENUM ('daily', 'weekly', 'monthly');

-- DropIndex
-- side by side: it is a matter of speed alone, and is there again below
DROP INDEX "OutboxMessage_due";

-- AlterTable
-- side by side: no version before this one wrote or read announcements
ALTER TABLE "Announcement" DROP COLUMN "progress",
ADD COLUMN     "blocked" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "progressAt" TIMESTAMPTZ(3),
ADD COLUMN     "progressChatId" BIGINT,
ADD COLUMN     "progressDone" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "progressMessageId" INTEGER,
ADD COLUMN     "sent" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "seriesId" INTEGER,
ADD COLUMN     "total" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unknown" INTEGER NOT NULL DEFAULT 0,
DROP COLUMN "recurrence",
ADD COLUMN     "recurrence" "Recurrence";

-- CreateIndex
CREATE INDEX "OutboxMessage_due" ON "OutboxMessage"("channel", "dueAt", "id") WHERE ("state" = 'pending');

-- CreateIndex
CREATE INDEX "OutboxMessage_unreachable" ON "OutboxMessage"("chatId", "id") WHERE ("state" = 'unreachable');

-- Guards

ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_adds_up" CHECK (
  "sent" >= 0 AND "blocked" >= 0 AND "failed" >= 0 AND "unknown" >= 0
  AND "sent" + "blocked" + "failed" + "unknown" <= "total"
);
