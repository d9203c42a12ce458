"use client";
import type { Booking, Dispute } from "@loconomy/contracts";
import { Card } from "@loconomy/ui";
import { DisputeAnswer } from "./dispute-answer.tsx";
import { DisputeResolve } from "./dispute-resolve.tsx";
import { momentText } from "./sentence.ts";
import { disputeTexts } from "./dispute-texts.ts";

interface DisputeSectionProps {
  booking: Booking;
  dispute: Dispute;
  onDone: () => Promise<unknown>;
}

/** What both sides of a booking said, what our team decided, and what the reader can do about it now. */
export function DisputeSection({ booking, dispute, onDone }: DisputeSectionProps) {
  const t = disputeTexts;
  const { by, reason, text, openedAt, answer, resolution } = dispute;
  const names = { customer: booking.customerName, provider: booking.providerName };
  const other = by === "customer" ? "provider" : "customer";
  const at = (iso: string) => momentText(iso, booking.timeZone);
  return (
    <Card as="section" aria-labelledby="dispute" className="flex flex-col gap-5">
      <h2 id="dispute" className="text-xl">
        {t.title}
      </h2>
      <Statement who={t.said(names[by], at(openedAt))} about={t.about[reason]} text={text} />
      {answer && <Statement who={t.said(names[other], at(answer.at))} text={answer.text} />}
      {resolution && (
        <Statement
          who={t.said(t.team, at(resolution.at))}
          about={t.outcome(resolution.refundPercent)}
          text={resolution.note}
        />
      )}
      {booking.actions.includes("answer_dispute") && (
        <DisputeAnswer bookingId={booking.id} onDone={onDone} />
      )}
      {booking.actions.includes("resolve") && <DisputeResolve booking={booking} onDone={onDone} />}
      {!resolution && booking.party !== "admin" && !booking.actions.includes("answer_dispute") && (
        <p className="text-muted">{answer ? t.waits : t.waitsForAnswer(names[other])}</p>
      )}
    </Card>
  );
}

function Statement({ who, about, text }: { who: string; about?: string; text: string }) {
  return (
    <article className="flex flex-col gap-1">
      <h3 className="text-base">{who}</h3>
      {about && <p className="font-medium">{about}</p>}
      <p className="max-w-prose break-words whitespace-pre-line">{text}</p>
    </article>
  );
}
