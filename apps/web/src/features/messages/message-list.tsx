"use client";
import type { Message, MessageSender } from "@loconomy/contracts";
import { Button, cn, formatDay, formatTime } from "@loconomy/ui";
import { useEffect, useRef } from "react";
import { messageTexts } from "./message-texts.ts";

const t = messageTexts;

interface MessageListProps {
  messages: Message[];
  as: MessageSender;
  withName: string;
  timeZone: string;
  /** Loads what was written before; undefined when all is there. */
  onEarlier: (() => void) | undefined;
  isLoading: boolean;
}

/** What both sides wrote, one's own on the right. Keeps its end in view when something new comes. */
export function MessageList({
  messages,
  as,
  withName,
  timeZone,
  onEarlier,
  isLoading,
}: MessageListProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = messages.at(-1)?.id;
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [latest]);
  return (
    <div
      ref={box}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what was said before is scrolled by keys, too
      tabIndex={0}
      role="log"
      aria-labelledby="messages-title"
      className="-m-1 flex max-h-112 flex-col gap-3 overflow-y-auto overscroll-contain p-1"
    >
      {onEarlier && (
        <Button variant="quiet" loading={isLoading} onClick={onEarlier} className="self-center">
          {t.earlier}
        </Button>
      )}
      <ol className="flex flex-col gap-3">
        {messages.map((message) => (
          <Bubble
            key={message.id}
            {...{ message, withName, timeZone }}
            isMine={message.sender === as}
          />
        ))}
      </ol>
    </div>
  );
}

interface BubbleProps {
  message: Message;
  isMine: boolean;
  withName: string;
  timeZone: string;
}

function Bubble({ message: { text, createdAt, readAt }, isMine, withName, timeZone }: BubbleProps) {
  const at = `${formatDay(createdAt, timeZone)}, ${formatTime(createdAt, timeZone)}`;
  return (
    <li
      className={cn(
        "flex max-w-[85%] flex-col gap-1",
        isMine ? "items-end self-end" : "items-start self-start",
      )}
    >
      <p
        className={cn(
          "max-w-full rounded-card px-4 py-2 break-words whitespace-pre-line",
          isMine ? "bg-accent-soft" : "bg-surface-2",
        )}
      >
        {text}
      </p>
      <p className="text-sm text-muted">
        {`${isMine ? t.you : withName} · `}
        <time dateTime={createdAt} className="tabular">
          {at}
        </time>
        {isMine && readAt && ` · ${t.seen}`}
      </p>
    </li>
  );
}
