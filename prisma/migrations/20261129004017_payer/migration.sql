-- CreateEnum
CREATE TYPE "OrderNamespace" AS ENUM ('pain001', 'pain002');

-- CreateEnum
CREATE TYPE "OrderMethod" AS ENUM ('plain', 'currency');

-- CreateEnum
CREATE TYPE "OrderDates" AS ENUM ('jalali', 'gregorian');

-- AlterTable
ALTER TABLE "PayLine" ADD COLUMN     "releasedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "PayRun" ADD COLUMN     "order" JSONB;

-- CreateTable
CREATE TABLE "Payer" (
    "universityId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sheba" TEXT NOT NULL,
    "bic" TEXT NOT NULL,
    "namespace" "OrderNamespace" NOT NULL,
    "method" "OrderMethod" NOT NULL,
    "dates" "OrderDates" NOT NULL,
    "nextSerial" INTEGER NOT NULL,

    CONSTRAINT "Payer_pkey" PRIMARY KEY ("universityId")
);

-- AddForeignKey
ALTER TABLE "Payer" ADD CONSTRAINT "Payer_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Payer" ADD CONSTRAINT "Payer_sheba" CHECK ("sheba" ~ '^IR[0-9]{24}$');
ALTER TABLE "Payer" ADD CONSTRAINT "Payer_serial" CHECK ("nextSerial" BETWEEN 1 AND 1000000000);
