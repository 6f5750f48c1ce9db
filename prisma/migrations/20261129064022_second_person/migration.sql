-- AlterTable
ALTER TABLE "WorkItem" ADD COLUMN     "firstPersonIds" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- What waits already, by the steps that were taken.
UPDATE "WorkItem" AS "item" SET "firstPersonIds" = ARRAY["run"."frozenById"]
FROM "PayRun" AS "run"
WHERE "item"."closedAt" IS NULL AND "item"."kind" = 'approvePayRun'
  AND "run"."id" = "item"."subjectId" AND "run"."frozenById" IS NOT NULL;
UPDATE "WorkItem" AS "item" SET "firstPersonIds" = ARRAY["placement"."requestedById"]
FROM "Placement" AS "placement"
WHERE "item"."closedAt" IS NULL AND "item"."kind" = 'approvePlacement'
  AND "placement"."id" = "item"."subjectId";
UPDATE "WorkItem" AS "item" SET "firstPersonIds" = ARRAY["amendment"."requestedById"]
FROM "PlacementAmendment" AS "amendment"
WHERE "item"."closedAt" IS NULL AND "item"."kind" = 'approveAmendment'
  AND "amendment"."id" = "item"."subjectId";
UPDATE "WorkItem" AS "item" SET "firstPersonIds" = ARRAY(
  SELECT DISTINCT "enteredById" FROM "HoursEntry"
  WHERE "placementId" = "item"."subjectId" AND "state" <> 'replaced'
)
WHERE "item"."closedAt" IS NULL AND "item"."kind" = 'approveFinal';
