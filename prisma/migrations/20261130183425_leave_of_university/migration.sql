-- AlterTable
ALTER TABLE "EligibilityOverride" ADD COLUMN     "universityId" INTEGER;
