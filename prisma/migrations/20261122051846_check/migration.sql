-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "messageId" INTEGER;
