/** Titles of the officers' forms that the menu offers to go on with. */
export const staffFormTitles = {
  reject: 'review.rejectTitle',
  sendback: 'review.sendBackTitle',
  refute: 'review.refuteTitle',
  consent: 'review.leaveTitle',
  appealanswer: 'review.appealTitle',
  studies: 'profileReview.refuseTitle',
  request: 'placing.request.title',
  decline: 'placing.declineTitle',
  settle: 'placing.settleTitle',
  hoursform: 'placing.hoursTitle',
  ownerconfirm: 'finance.account.confirmTitle',
  ownerrefuse: 'finance.account.refuseTitle',
  payresults: 'finance.results.title',
  caseanswer: 'support.staff.title',
  contact: 'support.contact.title',
  administration: 'cartables.administration.title',
} as const;
