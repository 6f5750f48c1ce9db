-- CreateIndex
CREATE INDEX "WorkItem_second" ON "WorkItem" USING GIN ("firstPersonIds") WHERE ((("closedAt" IS NULL) AND ("firstPersonIds" <> '{}'::integer[])));
