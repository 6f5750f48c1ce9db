/** What announcements are about. What concerns a person's own request is no announcement, and always comes. */
export const topics = ['openings', 'deadlines', 'general'] as const;
export type Topic = (typeof topics)[number];
