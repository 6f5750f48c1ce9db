-- CreateTable
CREATE TABLE "UnlistedDemand" (
    "id" SERIAL NOT NULL,
    "chatId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnlistedDemand_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "UnlistedDemand_key_idx" ON "UnlistedDemand"("key");

-- CreateIndex
CREATE UNIQUE INDEX "UnlistedDemand_chatId_key_key" ON "UnlistedDemand"("chatId", "key");
