-- DropIndex
DROP INDEX "Application_universityId_termId_points_average_filedAt_idx";

-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "nudgedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Profile" ADD COLUMN     "nameKey" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "WorkItem" ADD COLUMN     "nudgedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Application_accountId_idx" ON "Application"("accountId");

-- CreateIndex
CREATE INDEX "Application_running" ON "Application"("universityId", "termId", "gender", "points" DESC, "average" DESC, "filedAt", "id") WHERE (state = ANY (ARRAY['filed'::"ApplicationState", 'awaitingInternational'::"ApplicationState", 'sentBack'::"ApplicationState", 'approved'::"ApplicationState"]));

-- CreateIndex
CREATE INDEX "BankAccount_accountId_idx" ON "BankAccount"("accountId");

-- CreateIndex
CREATE INDEX "PayLine_placementId_idx" ON "PayLine"("placementId");

-- CreateIndex
CREATE INDEX "Placement_accountId_idx" ON "Placement"("accountId");

-- CreateIndex
CREATE INDEX "Profile_universityId_nameKey_accountId_idx" ON "Profile"("universityId", "nameKey", "accountId");

-- CreateIndex
CREATE INDEX "ProfileReview_accountId_idx" ON "ProfileReview"("accountId");

-- CreateIndex
CREATE INDEX "WorkItem_subjectId_kind_idx" ON "WorkItem"("subjectId", "kind");

-- Guards: what the schema language cannot say.

-- The spellings of one name meet under one key, as `searchKey` of core/text.ts has it: Arabic yeh and
-- kaf as Persian ones, teh marbuta as heh, without marks, tatweel, joiners and case, digits in ASCII.
CREATE FUNCTION "search_key"("typed" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    regexp_replace(
      translate(
        lower(normalize("typed", NFKD)),
        U&'\064A\0649\0643\0629\06D5\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669',
        U&'\06CC\06CC\06A9\0647\064701234567890123456789'
      ),
      U&'[\00AD\0300-\036F\0610-\061A\061C\0640\064B-\065F\0670\06D6-\06DC\06DF-\06E4\06E7\06E8\06EA-\06ED\200B-\200F\202A-\202E\2060-\2069\FEFF]',
      '', 'g'
    ),
    '\s+', ' ', 'g'
  ))
$$;

-- No path of the code can leave a key that is not of the name: the database writes it.
CREATE FUNCTION "profile_name_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "search_key"(concat_ws(' ', "lastName", "firstName")) INTO NEW."nameKey"
    FROM "Account" WHERE "id" = NEW."accountId";
  NEW."nameKey" := coalesce(NEW."nameKey", '');
  RETURN NEW;
END
$$;

CREATE TRIGGER "Profile_name_key" BEFORE INSERT OR UPDATE ON "Profile"
  FOR EACH ROW EXECUTE FUNCTION "profile_name_key"();

-- Touched, a profile takes the name anew.
CREATE FUNCTION "account_renamed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Profile" SET "nameKey" = '' WHERE "accountId" = NEW."id";
  RETURN NULL;
END
$$;

CREATE TRIGGER "Account_renamed" AFTER UPDATE OF "firstName", "lastName" ON "Account"
  FOR EACH ROW WHEN (OLD."firstName" IS DISTINCT FROM NEW."firstName" OR OLD."lastName" IS DISTINCT FROM NEW."lastName")
  EXECUTE FUNCTION "account_renamed"();

UPDATE "Profile" SET "nameKey" = '';
