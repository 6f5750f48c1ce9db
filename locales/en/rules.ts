/**
 * The texts that people accept. A change of words is a new version: what was accepted stays known by
 * its version and hash.
 */
export const rules = {
  registration:
    '<b>Rules of registration</b>\n• Registration is for students and graduates.\n• The mobile number and e-mail must be your own; a code goes to each, and both codes are needed.\n• What matters is told here and by e-mail; where the bot cannot reach you, by SMS to this number.\n• This is a pre-registration: it sets your user name (your identity number) and password. You complete your student profile after it.\n• Nothing can be requested before the profile is complete and approved.\n• An account whose profile is not complete within a month is voided.',
  hamyar:
    '<b>Rules of Hamyar</b>\n1. Associate, bachelor, integrated master and professional doctorate students must have passed at least one term; master and PhD students need not.\n2. Islamic Azad University and the universities of medical sciences are not under the Organisation of Student Affairs; their students ask the Azad central office or the Ministry of Health.\n3. Last term’s average (or the average of all terms, where your university goes by it) is at least 14 for associate and bachelor students, and at least 15 for the levels above.\n4. An international student who was born in Iran or has an Iranian parent may be an assistant; others need the international deputy’s approval.\n5. In some cases the student-affairs deputy may allow it, giving the reason.\n6. Nobody is an assistant in two units at once.\n7. A disciplinary conviction, at this level or an earlier one, or two probation terms, in a row or not, stand against it.',
} as const;
