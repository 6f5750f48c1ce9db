-- CreateEnum
CREATE TYPE "Language" AS ENUM ('fa', 'en');

-- CreateEnum
CREATE TYPE "IdentityKind" AS ENUM ('nationalId', 'fida', 'passport');

-- CreateEnum
CREATE TYPE "AccountState" AS ENUM ('preRegistered', 'awaitingReview', 'active', 'voided', 'erased');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('associate', 'bachelorContinuous', 'bachelorDiscontinuous', 'masterIntegrated', 'master', 'professionalDoctorate', 'phd');

-- CreateEnum
CREATE TYPE "StudentType" AS ENUM ('domestic', 'international');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('waiting', 'accepted', 'refused');

-- CreateEnum
CREATE TYPE "RulesKind" AS ENUM ('registration', 'hamyar');

-- CreateEnum
CREATE TYPE "CodeChannel" AS ENUM ('sms', 'call', 'email');

-- CreateEnum
CREATE TYPE "CodePurpose" AS ENUM ('registration', 'signIn', 'recovery', 'changeMobile', 'changeEmail', 'invitation');

-- CreateEnum
CREATE TYPE "UniversityKind" AS ENUM ('state', 'azad', 'medical');

-- CreateEnum
CREATE TYPE "WorkType" AS ENUM ('educational', 'research', 'administrativeFinancial', 'cultural', 'services', 'student', 'presidency');

-- CreateEnum
CREATE TYPE "WindowKind" AS ENUM ('applications', 'unitRequests', 'hours', 'accounts');

-- CreateEnum
CREATE TYPE "OpeningState" AS ENUM ('declared', 'approved', 'refused', 'closed');

-- CreateEnum
CREATE TYPE "SeatMove" AS ENUM ('capacitySet', 'held', 'filled', 'holdFreed', 'filledFreed');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('filed', 'sentBack', 'awaitingInternational', 'approved', 'rejected', 'appealed', 'withdrawn');

-- CreateEnum
CREATE TYPE "InternationalApproval" AS ENUM ('granted', 'refused');

-- CreateEnum
CREATE TYPE "PriorityClass" AS ENUM ('exemplary', 'distinguished', 'married', 'marriedWithChildren', 'welfare', 'shahedIsargar');

-- CreateEnum
CREATE TYPE "ClaimState" AS ENUM ('pending', 'verified', 'refused');

-- CreateEnum
CREATE TYPE "PlacementState" AS ENUM ('requested', 'approved', 'working', 'hoursReported', 'confirmed', 'objected', 'final', 'paid', 'declined', 'expired', 'withdrawn', 'terminated');

-- CreateEnum
CREATE TYPE "PlacementEnding" AS ENUM ('finished', 'withdrawn', 'terminated');

-- CreateEnum
CREATE TYPE "HoursState" AS ENUM ('reported', 'confirmed', 'silent', 'objected', 'replaced');

-- CreateEnum
CREATE TYPE "BankAccountState" AS ENUM ('declared', 'confirmed', 'refused', 'replaced');

-- CreateEnum
CREATE TYPE "PayRunState" AS ENUM ('draft', 'frozen', 'approved', 'exported', 'settled', 'cancelled');

-- CreateEnum
CREATE TYPE "PayLineState" AS ENUM ('due', 'paid', 'returned', 'cancelled');

-- CreateEnum
CREATE TYPE "PayFormat" AS ENUM ('xlsx', 'csv', 'ccti');

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('unitOfficer', 'expert', 'studentDeputy', 'internationalDeputy', 'finance', 'organisation', 'administrator');

-- CreateEnum
CREATE TYPE "Process" AS ENUM ('registration', 'application', 'specialCases', 'placement', 'pay');

-- CreateEnum
CREATE TYPE "CartableRequestState" AS ENUM ('waiting', 'approved', 'refused', 'accepted', 'withdrawn');

-- CreateEnum
CREATE TYPE "WorkItemKind" AS ENUM ('reviewProfile', 'reviewApplication', 'approveInternational', 'decideAppeal', 'approveOpening', 'approveOpeningChange', 'approvePlacement', 'approveAmendment', 'reportHours', 'answerObjection', 'approveFinal', 'confirmBankAccount', 'approvePayRun', 'returnedPayLine', 'approveCartable', 'answerTicket');

-- CreateEnum
CREATE TYPE "OutboxKind" AS ENUM ('reply', 'code', 'notice');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('telegram', 'sms', 'call', 'email');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('pending', 'sending', 'sent', 'failed', 'unreachable', 'expired');

-- CreateEnum
CREATE TYPE "Topic" AS ENUM ('openings', 'deadlines', 'general');

-- CreateEnum
CREATE TYPE "AnnouncementState" AS ENUM ('draft', 'scheduled', 'sending', 'paused', 'cancelled', 'done');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'sending', 'sent', 'blocked', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "TicketTopic" AS ENUM ('rules', 'technical');

-- CreateEnum
CREATE TYPE "TicketState" AS ENUM ('open', 'answered', 'closed');

-- CreateTable
CREATE TABLE "ProcessedUpdate" (
    "updateId" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProcessedUpdate_pkey" PRIMARY KEY ("updateId")
);

-- CreateTable
CREATE TABLE "ChatSession" (
    "chatId" BIGINT NOT NULL,
    "language" "Language",
    "accountId" INTEGER,
    "activeForm" TEXT,
    "unreachableAt" TIMESTAMPTZ(3),
    "captchaWrong" INTEGER NOT NULL DEFAULT 0,
    "captchaBlockedUntil" TIMESTAMPTZ(3),
    "guessesWrong" INTEGER NOT NULL DEFAULT 0,
    "guessesBlockedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatSession_pkey" PRIMARY KEY ("chatId")
);

-- CreateTable
CREATE TABLE "FormState" (
    "id" SERIAL NOT NULL,
    "chatId" BIGINT NOT NULL,
    "form" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FormState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" SERIAL NOT NULL,
    "identityKind" "IdentityKind" NOT NULL,
    "identityCountry" TEXT NOT NULL,
    "identityNumber" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "birthDate" DATE,
    "mobile" TEXT,
    "email" TEXT,
    "passwordHash" TEXT,
    "language" "Language" NOT NULL DEFAULT 'fa',
    "state" "AccountState" NOT NULL DEFAULT 'preRegistered',
    "profileDueAt" TIMESTAMPTZ(3),
    "profileRemindedAt" TIMESTAMPTZ(3),
    "digestedOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Profile" (
    "accountId" INTEGER NOT NULL,
    "universityId" INTEGER NOT NULL,
    "studentNumber" TEXT NOT NULL,
    "level" "Level" NOT NULL,
    "field" TEXT NOT NULL,
    "startDate" DATE NOT NULL,
    "gender" "Gender" NOT NULL,
    "studentType" "StudentType" NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Profile_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "ProfileReview" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "differences" JSONB NOT NULL,
    "record" JSONB,
    "cardFileId" INTEGER,
    "state" "ReviewState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" INTEGER,

    CONSTRAINT "ProfileReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RulesAcceptance" (
    "id" SERIAL NOT NULL,
    "chatId" BIGINT NOT NULL,
    "accountId" INTEGER,
    "kind" "RulesKind" NOT NULL,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "language" "Language" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RulesAcceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimeCode" (
    "id" UUID NOT NULL,
    "chatId" BIGINT NOT NULL,
    "purpose" "CodePurpose" NOT NULL,
    "channel" "CodeChannel" NOT NULL,
    "address" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "usedAt" TIMESTAMPTZ(3),
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimeCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordGuess" (
    "id" SERIAL NOT NULL,
    "chatId" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordGuess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "University" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "nameFa" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "kind" "UniversityKind" NOT NULL DEFAULT 'state',
    "startedAt" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "contact" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "University_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UniversityDemand" (
    "id" SERIAL NOT NULL,
    "universityId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "UniversityDemand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" SERIAL NOT NULL,
    "universityId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "nameFa" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "directions" TEXT,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Term" (
    "id" SERIAL NOT NULL,
    "startYear" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Window" (
    "id" SERIAL NOT NULL,
    "universityId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "kind" "WindowKind" NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WindowExtension" (
    "id" SERIAL NOT NULL,
    "windowId" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WindowExtension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Holiday" (
    "day" DATE NOT NULL,
    "nameFa" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "addedById" INTEGER,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Holiday_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "StudentRecord" (
    "id" SERIAL NOT NULL,
    "identityNumber" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "gender" "Gender" NOT NULL,
    "birthDate" DATE NOT NULL,
    "universityId" INTEGER NOT NULL,
    "studentNumber" TEXT NOT NULL,
    "level" "Level" NOT NULL,
    "field" TEXT NOT NULL,
    "startDate" DATE NOT NULL,
    "studentType" "StudentType" NOT NULL,
    "lastTermAverage" DECIMAL(4,2),
    "cumulativeAverage" DECIMAL(4,2),
    "termsPassed" INTEGER,
    "probationTerms" INTEGER,
    "disciplinaryConvictions" INTEGER,
    "bornInIran" BOOLEAN,
    "parentIranian" BOOLEAN,
    "married" BOOLEAN,
    "children" INTEGER,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StudentRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Opening" (
    "id" SERIAL NOT NULL,
    "universityId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "titleFa" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "workType" "WorkType" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "state" "OpeningState" NOT NULL DEFAULT 'declared',
    "reason" TEXT,
    "declaredById" INTEGER,
    "approvedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpeningChange" (
    "id" SERIAL NOT NULL,
    "openingId" INTEGER NOT NULL,
    "change" JSONB NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "requestedById" INTEGER NOT NULL,
    "decidedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OpeningChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeatCount" (
    "openingId" INTEGER NOT NULL,
    "gender" "Gender" NOT NULL,
    "capacity" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "filled" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SeatCount_pkey" PRIMARY KEY ("openingId","gender")
);

-- CreateTable
CREATE TABLE "SeatEvent" (
    "id" BIGSERIAL NOT NULL,
    "openingId" INTEGER NOT NULL,
    "gender" "Gender" NOT NULL,
    "move" "SeatMove" NOT NULL,
    "amount" INTEGER NOT NULL,
    "placementId" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SeatEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Application" (
    "id" SERIAL NOT NULL,
    "trackingCode" TEXT NOT NULL,
    "accountId" INTEGER NOT NULL,
    "universityId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "state" "ApplicationState" NOT NULL DEFAULT 'filed',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "worksOutside" BOOLEAN NOT NULL,
    "note" TEXT,
    "gender" "Gender" NOT NULL,
    "level" "Level" NOT NULL,
    "record" JSONB NOT NULL,
    "declarations" JSONB NOT NULL DEFAULT '{}',
    "eligibility" JSONB NOT NULL,
    "ruleSetVersion" TEXT NOT NULL,
    "internationalApproval" "InternationalApproval",
    "points" INTEGER NOT NULL DEFAULT 0,
    "average" DECIMAL(4,2),
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" INTEGER,
    "reasonCode" TEXT,
    "reasonText" TEXT,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationChoice" (
    "applicationId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "openingId" INTEGER NOT NULL,

    CONSTRAINT "ApplicationChoice_pkey" PRIMARY KEY ("applicationId","position")
);

-- CreateTable
CREATE TABLE "PriorityClaim" (
    "id" SERIAL NOT NULL,
    "applicationId" INTEGER NOT NULL,
    "class" "PriorityClass" NOT NULL,
    "state" "ClaimState" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "decidedById" INTEGER,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PriorityClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" SERIAL NOT NULL,
    "claimId" INTEGER NOT NULL,
    "fileId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER,
    "chatId" BIGINT,
    "key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "mime" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationRevision" (
    "applicationId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApplicationRevision_pkey" PRIMARY KEY ("applicationId","revision")
);

-- CreateTable
CREATE TABLE "ApplicationEvent" (
    "id" SERIAL NOT NULL,
    "applicationId" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "actorRole" "StaffRole",
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApplicationEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appeal" (
    "applicationId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'waiting',
    "answer" TEXT,
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" INTEGER,

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("applicationId")
);

-- CreateTable
CREATE TABLE "EligibilityOverride" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "ruleId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EligibilityOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Placement" (
    "id" SERIAL NOT NULL,
    "applicationId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "openingId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "gender" "Gender" NOT NULL,
    "workType" "WorkType" NOT NULL,
    "state" "PlacementState" NOT NULL DEFAULT 'requested',
    "requestedMinutes" INTEGER NOT NULL,
    "approvedMinutes" INTEGER NOT NULL,
    "explanation" TEXT NOT NULL,
    "skipReason" TEXT,
    "requestedById" INTEGER NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "holdUntil" TIMESTAMPTZ(3),
    "approvedById" INTEGER,
    "approvedAt" TIMESTAMPTZ(3),
    "answerDueAt" TIMESTAMPTZ(3),
    "answerRemindedAt" TIMESTAMPTZ(3),
    "finalById" INTEGER,
    "finalAt" TIMESTAMPTZ(3),
    "ending" "PlacementEnding",
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoursEntry" (
    "id" SERIAL NOT NULL,
    "placementId" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "workedOn" DATE,
    "state" "HoursState" NOT NULL DEFAULT 'reported',
    "enteredById" INTEGER NOT NULL,
    "enteredAt" TIMESTAMPTZ(3) NOT NULL,
    "objectionDueAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "objection" TEXT,
    "objectionRound" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "HoursEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlacementAmendment" (
    "id" SERIAL NOT NULL,
    "placementId" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'waiting',
    "requestedById" INTEGER NOT NULL,
    "decidedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PlacementAmendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlacementCorrection" (
    "id" SERIAL NOT NULL,
    "placementId" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PlacementCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankAccount" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "sheba" TEXT NOT NULL,
    "state" "BankAccountState" NOT NULL DEFAULT 'declared',
    "evidence" TEXT,
    "reason" TEXT,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" INTEGER,

    CONSTRAINT "BankAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PayRate" (
    "id" SERIAL NOT NULL,
    "level" "Level" NOT NULL,
    "rialPerHour" BIGINT NOT NULL,
    "validFrom" DATE NOT NULL,

    CONSTRAINT "PayRate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PayRun" (
    "id" SERIAL NOT NULL,
    "universityId" INTEGER NOT NULL,
    "termId" INTEGER NOT NULL,
    "state" "PayRunState" NOT NULL DEFAULT 'draft',
    "createdById" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "frozenById" INTEGER,
    "frozenAt" TIMESTAMPTZ(3),
    "approvedById" INTEGER,
    "approvedAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "PayRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PayLine" (
    "id" SERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "placementId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "bankAccountId" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "rialPerHour" BIGINT NOT NULL,
    "married" BOOLEAN NOT NULL,
    "amountRial" BIGINT NOT NULL,
    "state" "PayLineState" NOT NULL DEFAULT 'due',
    "bankReference" TEXT,
    "reason" TEXT,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "PayLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PayExclusion" (
    "runId" INTEGER NOT NULL,
    "placementId" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "PayExclusion_pkey" PRIMARY KEY ("runId","placementId")
);

-- CreateTable
CREATE TABLE "PayExport" (
    "id" SERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "format" "PayFormat" NOT NULL,
    "copy" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "sumRial" BIGINT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PayExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Cartable" (
    "id" SERIAL NOT NULL,
    "role" "StaffRole" NOT NULL,
    "process" "Process" NOT NULL,
    "universityId" INTEGER,
    "unitId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Cartable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CartableHolder" (
    "id" SERIAL NOT NULL,
    "cartableId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "CartableHolder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CartableRequest" (
    "id" SERIAL NOT NULL,
    "cartableId" INTEGER NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "identityNumber" TEXT,
    "mobile" TEXT,
    "state" "CartableRequestState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "requestedById" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" INTEGER,
    "decidedAt" TIMESTAMPTZ(3),
    "accountId" INTEGER,

    CONSTRAINT "CartableRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "requestId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" SERIAL NOT NULL,
    "cartableId" INTEGER NOT NULL,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedById" INTEGER,

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdministratorClaim" (
    "id" SERIAL NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedById" INTEGER,

    CONSTRAINT "AdministratorClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkItem" (
    "id" SERIAL NOT NULL,
    "kind" "WorkItemKind" NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "role" "StaffRole" NOT NULL,
    "universityId" INTEGER,
    "unitId" INTEGER,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedById" INTEGER,
    "claimedAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "escalatedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedById" INTEGER,

    CONSTRAINT "WorkItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" BIGSERIAL NOT NULL,
    "kind" "OutboxKind" NOT NULL,
    "channel" "Channel" NOT NULL,
    "chatId" BIGINT,
    "address" TEXT,
    "payload" JSONB NOT NULL,
    "state" "OutboxState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "leasedBy" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "providerId" TEXT,
    "error" TEXT,

    CONSTRAINT "OutboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "accountId" INTEGER NOT NULL,
    "topic" "Topic" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("accountId","topic")
);

-- CreateTable
CREATE TABLE "Announcement" (
    "id" SERIAL NOT NULL,
    "byId" INTEGER NOT NULL,
    "universityId" INTEGER,
    "topic" "Topic" NOT NULL,
    "texts" JSONB NOT NULL,
    "media" JSONB,
    "audience" JSONB NOT NULL,
    "state" "AnnouncementState" NOT NULL DEFAULT 'draft',
    "scheduledAt" TIMESTAMPTZ(3),
    "recurrence" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "progress" JSONB,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "announcementId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "language" "Language" NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "leasedBy" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "messageId" INTEGER,
    "error" TEXT,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("announcementId","chatId")
);

-- CreateTable
CREATE TABLE "SupportTicket" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER,
    "chatId" BIGINT NOT NULL,
    "universityId" INTEGER,
    "topic" "TicketTopic" NOT NULL,
    "role" "StaffRole" NOT NULL,
    "state" "TicketState" NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SupportTicket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupportMessage" (
    "id" SERIAL NOT NULL,
    "ticketId" INTEGER NOT NULL,
    "role" "StaffRole",
    "byId" INTEGER,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SupportMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupportFile" (
    "messageId" INTEGER NOT NULL,
    "fileId" INTEGER NOT NULL,

    CONSTRAINT "SupportFile_pkey" PRIMARY KEY ("messageId","fileId")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" INTEGER,
    "behalfOfId" INTEGER,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "universityId" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobRun" (
    "name" TEXT NOT NULL,
    "lastRun" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JobRun_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "ProcessedUpdate_at_idx" ON "ProcessedUpdate"("at");

-- CreateIndex
CREATE UNIQUE INDEX "ChatSession_accountId_key" ON "ChatSession"("accountId");

-- CreateIndex
CREATE INDEX "ChatSession_unreachableAt_idx" ON "ChatSession"("unreachableAt");

-- CreateIndex
CREATE INDEX "FormState_updatedAt_idx" ON "FormState"("updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "FormState_chatId_form_key" ON "FormState"("chatId", "form");

-- CreateIndex
CREATE INDEX "Account_mobile_idx" ON "Account"("mobile");

-- CreateIndex
CREATE INDEX "Account_state_profileDueAt_idx" ON "Account"("state", "profileDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Account_identityKind_identityCountry_identityNumber_key" ON "Account"("identityKind", "identityCountry", "identityNumber");

-- CreateIndex
CREATE INDEX "Profile_universityId_studentNumber_idx" ON "Profile"("universityId", "studentNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Profile_one_confirmed" ON "Profile"("universityId", "studentNumber") WHERE ("confirmedAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "ProfileReview_accountId_key" ON "ProfileReview"("accountId") WHERE ("state" = 'waiting');

-- CreateIndex
CREATE INDEX "RulesAcceptance_accountId_kind_idx" ON "RulesAcceptance"("accountId", "kind");

-- CreateIndex
CREATE INDEX "RulesAcceptance_chatId_kind_idx" ON "RulesAcceptance"("chatId", "kind");

-- CreateIndex
CREATE INDEX "OneTimeCode_address_issuedAt_idx" ON "OneTimeCode"("address", "issuedAt");

-- CreateIndex
CREATE INDEX "OneTimeCode_chatId_issuedAt_idx" ON "OneTimeCode"("chatId", "issuedAt");

-- CreateIndex
CREATE INDEX "PasswordGuess_subject_at_idx" ON "PasswordGuess"("subject", "at");

-- CreateIndex
CREATE INDEX "PasswordGuess_chatId_at_idx" ON "PasswordGuess"("chatId", "at");

-- CreateIndex
CREATE INDEX "PasswordGuess_at_idx" ON "PasswordGuess"("at");

-- CreateIndex
CREATE UNIQUE INDEX "University_code_key" ON "University"("code");

-- CreateIndex
CREATE UNIQUE INDEX "UniversityDemand_universityId_chatId_key" ON "UniversityDemand"("universityId", "chatId");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_universityId_code_key" ON "Unit"("universityId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Term_startYear_number_key" ON "Term"("startYear", "number");

-- CreateIndex
CREATE INDEX "Window_closesAt_idx" ON "Window"("closesAt");

-- CreateIndex
CREATE UNIQUE INDEX "Window_universityId_termId_kind_key" ON "Window"("universityId", "termId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "StudentRecord_identityNumber_key" ON "StudentRecord"("identityNumber");

-- CreateIndex
CREATE UNIQUE INDEX "StudentRecord_universityId_studentNumber_key" ON "StudentRecord"("universityId", "studentNumber");

-- CreateIndex
CREATE INDEX "Opening_universityId_termId_state_idx" ON "Opening"("universityId", "termId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Opening_unitId_termId_titleFa_field_key" ON "Opening"("unitId", "termId", "titleFa", "field");

-- CreateIndex
CREATE UNIQUE INDEX "OpeningChange_openingId_key" ON "OpeningChange"("openingId") WHERE ("state" = 'waiting');

-- CreateIndex
CREATE INDEX "SeatEvent_openingId_gender_idx" ON "SeatEvent"("openingId", "gender");

-- CreateIndex
CREATE INDEX "SeatEvent_placementId_idx" ON "SeatEvent"("placementId");

-- CreateIndex
CREATE UNIQUE INDEX "Application_trackingCode_key" ON "Application"("trackingCode");

-- CreateIndex
CREATE INDEX "Application_universityId_termId_state_idx" ON "Application"("universityId", "termId", "state");

-- CreateIndex
CREATE INDEX "Application_universityId_termId_points_average_filedAt_idx" ON "Application"("universityId", "termId", "points" DESC, "average" DESC, "filedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Application_accountId_termId_key" ON "Application"("accountId", "termId") WHERE ("state" <> 'withdrawn');

-- CreateIndex
CREATE INDEX "ApplicationChoice_openingId_idx" ON "ApplicationChoice"("openingId");

-- CreateIndex
CREATE UNIQUE INDEX "ApplicationChoice_applicationId_openingId_key" ON "ApplicationChoice"("applicationId", "openingId");

-- CreateIndex
CREATE UNIQUE INDEX "PriorityClaim_applicationId_class_key" ON "PriorityClaim"("applicationId", "class");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_claimId_fileId_key" ON "Attachment"("claimId", "fileId");

-- CreateIndex
CREATE INDEX "StoredFile_key_idx" ON "StoredFile"("key");

-- CreateIndex
CREATE INDEX "StoredFile_accountId_idx" ON "StoredFile"("accountId");

-- CreateIndex
CREATE INDEX "StoredFile_chatId_idx" ON "StoredFile"("chatId");

-- CreateIndex
CREATE INDEX "ApplicationEvent_applicationId_id_idx" ON "ApplicationEvent"("applicationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "EligibilityOverride_accountId_termId_ruleId_key" ON "EligibilityOverride"("accountId", "termId", "ruleId");

-- CreateIndex
CREATE INDEX "Placement_unitId_state_idx" ON "Placement"("unitId", "state");

-- CreateIndex
CREATE INDEX "Placement_openingId_state_idx" ON "Placement"("openingId", "state");

-- CreateIndex
CREATE INDEX "Placement_applicationId_idx" ON "Placement"("applicationId");

-- CreateIndex
CREATE INDEX "Placement_state_holdUntil_idx" ON "Placement"("state", "holdUntil");

-- CreateIndex
CREATE INDEX "Placement_state_answerDueAt_idx" ON "Placement"("state", "answerDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Placement_one_live" ON "Placement"("accountId") WHERE (state = ANY (ARRAY['requested'::"PlacementState", 'approved'::"PlacementState", 'working'::"PlacementState", 'hoursReported'::"PlacementState", 'confirmed'::"PlacementState", 'objected'::"PlacementState"]));

-- CreateIndex
CREATE INDEX "HoursEntry_placementId_idx" ON "HoursEntry"("placementId");

-- CreateIndex
CREATE INDEX "HoursEntry_state_objectionDueAt_idx" ON "HoursEntry"("state", "objectionDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "PlacementAmendment_placementId_key" ON "PlacementAmendment"("placementId") WHERE ("state" = 'waiting');

-- CreateIndex
CREATE INDEX "PlacementCorrection_placementId_idx" ON "PlacementCorrection"("placementId");

-- CreateIndex
CREATE INDEX "BankAccount_sheba_idx" ON "BankAccount"("sheba");

-- CreateIndex
CREATE UNIQUE INDEX "BankAccount_one_in_force" ON "BankAccount"("accountId") WHERE (state = ANY (ARRAY['declared'::"BankAccountState", 'confirmed'::"BankAccountState", 'refused'::"BankAccountState"]));

-- CreateIndex
CREATE UNIQUE INDEX "PayRate_level_validFrom_key" ON "PayRate"("level", "validFrom");

-- CreateIndex
CREATE INDEX "PayRun_universityId_state_idx" ON "PayRun"("universityId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "PayRun_one_open" ON "PayRun"("universityId", "termId") WHERE (state = ANY (ARRAY['draft'::"PayRunState", 'frozen'::"PayRunState"]));

-- CreateIndex
CREATE INDEX "PayLine_runId_idx" ON "PayLine"("runId");

-- CreateIndex
CREATE INDEX "PayLine_accountId_idx" ON "PayLine"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "PayLine_once" ON "PayLine"("placementId") WHERE (state = ANY (ARRAY['due'::"PayLineState", 'paid'::"PayLineState"]));

-- CreateIndex
CREATE UNIQUE INDEX "PayExport_runId_format_copy_key" ON "PayExport"("runId", "format", "copy");

-- CreateIndex
CREATE INDEX "Cartable_role_process_universityId_unitId_idx" ON "Cartable"("role", "process", "universityId", "unitId");

-- CreateIndex
CREATE INDEX "CartableHolder_accountId_idx" ON "CartableHolder"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "CartableHolder_one_live" ON "CartableHolder"("cartableId", "accountId") WHERE ("until" IS NULL);

-- CreateIndex
CREATE INDEX "CartableRequest_state_idx" ON "CartableRequest"("state");

-- CreateIndex
CREATE UNIQUE INDEX "CartableRequest_one_open" ON "CartableRequest"("cartableId", "identityNumber") WHERE (state = ANY (ARRAY['waiting'::"CartableRequestState", 'approved'::"CartableRequestState"]));

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_one_live" ON "Invitation"("requestId") WHERE ("usedAt" IS NULL AND "replacedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Delegation_toId_idx" ON "Delegation"("toId");

-- CreateIndex
CREATE INDEX "Delegation_cartableId_idx" ON "Delegation"("cartableId");

-- CreateIndex
CREATE INDEX "Delegation_due" ON "Delegation"("endsAt") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Delegation_one_open" ON "Delegation"("cartableId", "fromId") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "AdministratorClaim_codeHash_key" ON "AdministratorClaim"("codeHash");

-- CreateIndex
CREATE INDEX "WorkItem_queue" ON "WorkItem"("role", "universityId", "unitId", "dueAt") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE INDEX "WorkItem_due" ON "WorkItem"("dueAt") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "WorkItem_one_open" ON "WorkItem"("kind", "subjectId") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE INDEX "OutboxMessage_due" ON "OutboxMessage"("dueAt", "id") WHERE ("state" = 'pending');

-- CreateIndex
CREATE INDEX "OutboxMessage_leases" ON "OutboxMessage"("leaseUntil") WHERE ("state" = 'sending');

-- CreateIndex
CREATE INDEX "OutboxMessage_chat" ON "OutboxMessage"("chatId", "id") WHERE (state = ANY (ARRAY['pending'::"OutboxState", 'sending'::"OutboxState"]));

-- CreateIndex
CREATE INDEX "OutboxMessage_state_createdAt_idx" ON "OutboxMessage"("state", "createdAt");

-- CreateIndex
CREATE INDEX "Subscription_topic_accountId_idx" ON "Subscription"("topic", "accountId");

-- CreateIndex
CREATE INDEX "Announcement_state_scheduledAt_idx" ON "Announcement"("state", "scheduledAt");

-- CreateIndex
CREATE INDEX "Delivery_pending" ON "Delivery"("announcementId", "chatId") WHERE ("state" = 'pending');

-- CreateIndex
CREATE INDEX "Delivery_leases" ON "Delivery"("leaseUntil") WHERE ("state" = 'sending');

-- CreateIndex
CREATE INDEX "SupportTicket_chatId_idx" ON "SupportTicket"("chatId");

-- CreateIndex
CREATE INDEX "SupportTicket_accountId_idx" ON "SupportTicket"("accountId");

-- CreateIndex
CREATE INDEX "SupportTicket_state_updatedAt_idx" ON "SupportTicket"("state", "updatedAt");

-- CreateIndex
CREATE INDEX "SupportMessage_ticketId_idx" ON "SupportMessage"("ticketId");

-- CreateIndex
CREATE INDEX "SupportFile_fileId_idx" ON "SupportFile"("fileId");

-- CreateIndex
CREATE INDEX "AuditEvent_subjectType_subjectId_idx" ON "AuditEvent"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- AddForeignKey
ALTER TABLE "ChatSession" ADD CONSTRAINT "ChatSession_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormState" ADD CONSTRAINT "FormState_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "ChatSession"("chatId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileReview" ADD CONSTRAINT "ProfileReview_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileReview" ADD CONSTRAINT "ProfileReview_cardFileId_fkey" FOREIGN KEY ("cardFileId") REFERENCES "StoredFile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RulesAcceptance" ADD CONSTRAINT "RulesAcceptance_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UniversityDemand" ADD CONSTRAINT "UniversityDemand_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Window" ADD CONSTRAINT "Window_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Window" ADD CONSTRAINT "Window_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WindowExtension" ADD CONSTRAINT "WindowExtension_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "Window"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudentRecord" ADD CONSTRAINT "StudentRecord_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Opening" ADD CONSTRAINT "Opening_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Opening" ADD CONSTRAINT "Opening_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Opening" ADD CONSTRAINT "Opening_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OpeningChange" ADD CONSTRAINT "OpeningChange_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatCount" ADD CONSTRAINT "SeatCount_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatEvent" ADD CONSTRAINT "SeatEvent_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatEvent" ADD CONSTRAINT "SeatEvent_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationChoice" ADD CONSTRAINT "ApplicationChoice_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationChoice" ADD CONSTRAINT "ApplicationChoice_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriorityClaim" ADD CONSTRAINT "PriorityClaim_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "PriorityClaim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationRevision" ADD CONSTRAINT "ApplicationRevision_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationEvent" ADD CONSTRAINT "ApplicationEvent_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EligibilityOverride" ADD CONSTRAINT "EligibilityOverride_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EligibilityOverride" ADD CONSTRAINT "EligibilityOverride_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoursEntry" ADD CONSTRAINT "HoursEntry_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlacementAmendment" ADD CONSTRAINT "PlacementAmendment_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlacementCorrection" ADD CONSTRAINT "PlacementCorrection_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankAccount" ADD CONSTRAINT "BankAccount_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayRun" ADD CONSTRAINT "PayRun_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayRun" ADD CONSTRAINT "PayRun_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayLine" ADD CONSTRAINT "PayLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "PayRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayLine" ADD CONSTRAINT "PayLine_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayLine" ADD CONSTRAINT "PayLine_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayLine" ADD CONSTRAINT "PayLine_bankAccountId_fkey" FOREIGN KEY ("bankAccountId") REFERENCES "BankAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayExclusion" ADD CONSTRAINT "PayExclusion_runId_fkey" FOREIGN KEY ("runId") REFERENCES "PayRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayExport" ADD CONSTRAINT "PayExport_runId_fkey" FOREIGN KEY ("runId") REFERENCES "PayRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cartable" ADD CONSTRAINT "Cartable_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cartable" ADD CONSTRAINT "Cartable_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CartableHolder" ADD CONSTRAINT "CartableHolder_cartableId_fkey" FOREIGN KEY ("cartableId") REFERENCES "Cartable"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CartableHolder" ADD CONSTRAINT "CartableHolder_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CartableRequest" ADD CONSTRAINT "CartableRequest_cartableId_fkey" FOREIGN KEY ("cartableId") REFERENCES "Cartable"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "CartableRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_cartableId_fkey" FOREIGN KEY ("cartableId") REFERENCES "Cartable"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportTicket" ADD CONSTRAINT "SupportTicket_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportTicket" ADD CONSTRAINT "SupportTicket_universityId_fkey" FOREIGN KEY ("universityId") REFERENCES "University"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportMessage" ADD CONSTRAINT "SupportMessage_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "SupportTicket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportFile" ADD CONSTRAINT "SupportFile_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "SupportMessage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportFile" ADD CONSTRAINT "SupportFile_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
