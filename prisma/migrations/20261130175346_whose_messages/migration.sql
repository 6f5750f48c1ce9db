-- AlterTable
ALTER TABLE "OneTimeCode" ADD COLUMN     "accountId" INTEGER;

-- AlterTable
ALTER TABLE "OutboxMessage" ADD COLUMN     "accountId" INTEGER,
ADD COLUMN     "namedIds" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
