-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "entry" JSONB NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- Guards

-- At the commit, in the order of the entries: the head of the chain is locked by then for as long as
-- the commit takes, not while its writer is on the way to it.
CREATE FUNCTION "audit_commit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "AuditEvent" ("seq", "previousHash", "hash", "at", "actorId", "behalfOfId", "action",
    "subjectType", "subjectId", "universityId", "before", "after")
  SELECT 0, '', '', "row"."at", "row"."actorId", "row"."behalfOfId", "row"."action",
    "row"."subjectType", "row"."subjectId", "row"."universityId", "row"."before", "row"."after"
  FROM jsonb_to_record(NEW."entry") AS "row" (
    "at" timestamptz, "actorId" int, "behalfOfId" int, "action" text, "subjectType" text,
    "subjectId" text, "universityId" int, "before" jsonb, "after" jsonb
  );
  DELETE FROM "AuditEntry" WHERE "id" = NEW."id";
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "AuditEntry_commit" AFTER INSERT ON "AuditEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "audit_commit"();

-- One new version of the head for an event instead of two.
CREATE OR REPLACE FUNCTION "audit_chain"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "seq" + 1, "hash" INTO NEW."seq", NEW."previousHash" FROM "AuditHead" WHERE "id" = 1 FOR UPDATE;
  NEW."hash" := "audit_digest"(NEW);
  UPDATE "AuditHead" SET "seq" = NEW."seq", "hash" = NEW."hash" WHERE "id" = 1;
  RETURN NEW;
END
$$;
