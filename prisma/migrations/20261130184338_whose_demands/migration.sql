-- AlterTable
ALTER TABLE "UniversityDemand" ADD COLUMN     "accountId" INTEGER;

-- AlterTable
ALTER TABLE "UnlistedDemand" ADD COLUMN     "accountId" INTEGER;
