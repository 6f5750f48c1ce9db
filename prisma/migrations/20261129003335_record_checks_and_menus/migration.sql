-- AlterTable
ALTER TABLE "ChatSession" ADD COLUMN     "clientLanguage" "Language",
ADD COLUMN     "menu" TEXT;

-- CreateTable
CREATE TABLE "AuditCheck" (
    "id" SERIAL NOT NULL,
    "askedById" INTEGER NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "events" BIGINT,
    "wrongSeq" BIGINT,
    "fault" TEXT,

    CONSTRAINT "AuditCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditCheck_one_open" ON "AuditCheck"("askedById") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE INDEX "ChatSession_own_menu" ON "ChatSession"("chatId") WHERE ("menu" IS NOT NULL OR "language" <> "clientLanguage");
