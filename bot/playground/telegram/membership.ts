import type { ChatMember, ChatMemberUpdated, User } from 'grammy/types';
import type { Dialog } from './dialog.ts';

export type MemberStatus = 'left' | 'member' | 'kicked';

/** What a bot is told when a person starts, blocks or unblocks it. */
export function membershipChange(
  dialog: Dialog,
  before: MemberStatus,
  after: MemberStatus,
): ChatMemberUpdated {
  return {
    chat: dialog.chat(),
    from: dialog.person.user,
    date: dialog.seconds(),
    old_chat_member: membership(dialog.bot, before),
    new_chat_member: membership(dialog.bot, after),
  };
}

function membership(user: User, status: MemberStatus): ChatMember {
  return status === 'kicked' ? { status, user, until_date: 0 } : { status, user };
}
