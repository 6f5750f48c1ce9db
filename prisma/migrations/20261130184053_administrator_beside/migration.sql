-- AlterTable
ALTER TABLE "AdministratorClaim" ADD COLUMN     "beside" BOOLEAN NOT NULL DEFAULT false;
