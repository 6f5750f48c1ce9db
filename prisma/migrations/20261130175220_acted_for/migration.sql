-- AlterTable
ALTER TABLE "HoursEntry" ADD COLUMN     "enteredForId" INTEGER;

-- AlterTable
ALTER TABLE "Opening" ADD COLUMN     "declaredForId" INTEGER;

-- AlterTable
ALTER TABLE "OpeningChange" ADD COLUMN     "requestedForId" INTEGER;

-- AlterTable
ALTER TABLE "PayRun" ADD COLUMN     "frozenForId" INTEGER;

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "finalForId" INTEGER,
ADD COLUMN     "requestedForId" INTEGER;

-- AlterTable
ALTER TABLE "PlacementAmendment" ADD COLUMN     "requestedForId" INTEGER;
