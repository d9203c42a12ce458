import type { Conversation, MessageSender } from "@loconomy/contracts";
import { Banner, Link, plural } from "@loconomy/ui";
import { messageTexts } from "./message-texts.ts";

const t = messageTexts;
/** More would push the page itself out of sight. */
const SHOWN_MAX = 5;

interface UnreadMessagesProps {
  conversations: readonly Conversation[];
  /** Of which side's bookings. */
  as: MessageSender;
}

/** Which bookings have messages that wait to be read. Nothing when none has. */
export function UnreadMessages({ conversations, as }: UnreadMessagesProps) {
  const unread = conversations.filter((one) => one.as === as && one.unreadCount > 0);
  if (unread.length === 0) return null;
  return (
    <Banner title={t.unread}>
      <ul className="flex flex-col">
        {unread.slice(0, SHOWN_MAX).map(({ id, withName, serviceName, unreadCount }) => (
          <li key={id}>
            <Link
              className="inline-flex min-h-11 items-center underline underline-offset-4 hover:decoration-2"
              href={`/bookings/${id}#messages`}
            >
              {t.unreadFrom(plural(unreadCount, "message", "messages"), withName, serviceName)}
            </Link>
          </li>
        ))}
      </ul>
      {unread.length > SHOWN_MAX && <p>{t.unreadMore(unread.length - SHOWN_MAX)}</p>}
    </Banner>
  );
}
