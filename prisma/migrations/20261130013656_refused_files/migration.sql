-- DropIndex
-- side by side: no statement names it, and the one below guards the same
DROP INDEX "PayExport_runId_format_copy_key";

-- AlterTable
ALTER TABLE "PayExport" ADD COLUMN     "order" JSONB,
ADD COLUMN     "refusedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "PayExport_one_copy" ON "PayExport"("runId", "format", "copy") WHERE ("refusedAt" IS NULL);
