import { type Tellers, told } from './told.ts';

export const staffTellers: Tellers<'cartableVacant'> = {
  cartableVacant: ({ role, university }, { html, plain, language }) =>
    told(
      html('notices.staff.vacant', {
        role: plain(`terms.roles.${role}`),
        place: university?.[language] ?? plain('notices.staff.country'),
      }),
    ),
};
