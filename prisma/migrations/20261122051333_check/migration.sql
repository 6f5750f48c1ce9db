-- DropIndex
DROP INDEX "BankAccount_one_in_force";

-- DropIndex
DROP INDEX "OutboxMessage_chat";

-- DropIndex
DROP INDEX "PayLine_once";

-- DropIndex
DROP INDEX "PayRun_one_open";

-- DropIndex
DROP INDEX "Placement_one_live";

-- CreateIndex
CREATE UNIQUE INDEX "BankAccount_one_in_force" ON "BankAccount"("accountId") WHERE ("state" IN ('declared','confirmed','refused'));

-- CreateIndex
CREATE INDEX "OutboxMessage_chat" ON "OutboxMessage"("chatId", "id") WHERE ("state" IN ('pending','sending'));

-- CreateIndex
CREATE UNIQUE INDEX "PayLine_once" ON "PayLine"("placementId") WHERE ("state" IN ('pending','paid'));

-- CreateIndex
CREATE UNIQUE INDEX "PayRun_one_open" ON "PayRun"("universityId", "termId") WHERE ("state" IN ('draft','frozen'));

-- CreateIndex
CREATE UNIQUE INDEX "Placement_one_live" ON "Placement"("accountId") WHERE ("state" IN ('requested','approved','working','hoursReported','confirmed','objected'));
