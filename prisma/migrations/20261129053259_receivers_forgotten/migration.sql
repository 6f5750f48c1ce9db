-- AlterTable
ALTER TABLE "Announcement" ADD COLUMN     "forgottenAt" TIMESTAMPTZ(3);
