-- Guards: what the schema language cannot say.

ALTER TABLE "SeatCount"
  ADD CONSTRAINT "SeatCount_adds_up"
  CHECK ("capacity" >= 0 AND "held" >= 0 AND "filled" >= 0 AND "held" + "filled" <= "capacity");

ALTER TABLE "ApplicationChoice" ADD CONSTRAINT "ApplicationChoice_one_to_five" CHECK ("position" BETWEEN 1 AND 5);

ALTER TABLE "Window" ADD CONSTRAINT "Window_opens_before_it_closes" CHECK ("opensAt" < "closesAt");

ALTER TABLE "Term" ADD CONSTRAINT "Term_number" CHECK ("number" BETWEEN 1 AND 3);

-- 200 hours a placement and term, in quarter hours.
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_minutes" CHECK (
  "requestedMinutes" BETWEEN 15 AND 12000 AND "approvedMinutes" BETWEEN 15 AND 12000
  AND "requestedMinutes" % 15 = 0 AND "approvedMinutes" % 15 = 0
);
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_second_person" CHECK ("approvedById" <> "requestedById");
ALTER TABLE "HoursEntry" ADD CONSTRAINT "HoursEntry_minutes" CHECK ("minutes" BETWEEN 15 AND 12000 AND "minutes" % 15 = 0);
ALTER TABLE "PlacementAmendment" ADD CONSTRAINT "PlacementAmendment_minutes" CHECK ("minutes" BETWEEN 15 AND 12000 AND "minutes" % 15 = 0);

ALTER TABLE "BankAccount" ADD CONSTRAINT "BankAccount_sheba" CHECK ("sheba" ~ '^IR[0-9]{24}$');
ALTER TABLE "PayRate" ADD CONSTRAINT "PayRate_positive" CHECK ("rialPerHour" > 0);
ALTER TABLE "PayLine" ADD CONSTRAINT "PayLine_positive" CHECK ("minutes" > 0 AND "amountRial" > 0);
ALTER TABLE "PayRun" ADD CONSTRAINT "PayRun_second_person" CHECK ("approvedById" <> "frozenById");

-- A cartable may lack its university or unit, and nulls are all different to a plain unique index.
CREATE UNIQUE INDEX "Cartable_one_open"
  ON "Cartable" ("role", "process", coalesce("universityId", 0), coalesce("unitId", 0))
  WHERE "closedAt" IS NULL;

-- To another person, for some time.
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_to_another" CHECK ("fromId" <> "toId" AND "startsAt" < "endsAt");

ALTER TABLE "OneTimeCode" ADD CONSTRAINT "OneTimeCode_attempts" CHECK ("attempts" BETWEEN 0 AND 5);

ALTER TABLE "StudentRecord" ADD CONSTRAINT "StudentRecord_ranges" CHECK (
  "lastTermAverage" BETWEEN 0 AND 20 AND "cumulativeAverage" BETWEEN 0 AND 20
  AND "termsPassed" >= 0 AND "probationTerms" >= 0 AND "disciplinaryConvictions" >= 0 AND "children" >= 0
);

ALTER TABLE "OutboxMessage" ADD CONSTRAINT "OutboxMessage_address" CHECK (
  ("channel" = 'telegram') = ("chatId" IS NOT NULL) AND ("channel" <> 'telegram') = ("address" IS NOT NULL)
);

ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_one_owner" CHECK ("accountId" IS NULL OR "chatId" IS NULL);

ALTER TABLE "SupportTicket" ADD CONSTRAINT "SupportTicket_closed" CHECK (("state" = 'closed') = ("closedAt" IS NOT NULL));

-- The audit chain. The database computes it, so that no code path can write an unchained row.
-- hash = sha256(previous hash, then every field, unit-separated), instants as milliseconds.
CREATE FUNCTION "audit_digest"("event" "AuditEvent") RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256("event"."previousHash" || convert_to(concat_ws(chr(31),
    "event"."seq",
    floor(extract(epoch FROM "event"."at") * 1000)::bigint,
    coalesce("event"."actorId"::text, '-'),
    coalesce("event"."behalfOfId"::text, '-'),
    "event"."action",
    "event"."subjectType",
    "event"."subjectId",
    coalesce("event"."universityId"::text, '-'),
    coalesce("event"."before"::text, '-'),
    coalesce("event"."after"::text, '-')
  ), 'UTF8'))
$$;

CREATE FUNCTION "audit_chain"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "AuditHead" SET "seq" = "seq" + 1 WHERE "id" = 1
    RETURNING "seq", "hash" INTO NEW."seq", NEW."previousHash";
  NEW."hash" := "audit_digest"(NEW);
  UPDATE "AuditHead" SET "hash" = NEW."hash" WHERE "id" = 1;
  RETURN NEW;
END
$$;

CREATE TRIGGER "AuditEvent_chain" BEFORE INSERT ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "audit_chain"();

CREATE FUNCTION "audit_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit record is append-only';
END
$$;

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "audit_refuse"();

INSERT INTO "AuditHead" ("id", "seq", "hash") VALUES (1, 0, sha256(''));
