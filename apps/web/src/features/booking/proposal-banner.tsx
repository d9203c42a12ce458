"use client";
import type { Booking, Proposal } from "@loconomy/contracts";
import { Banner, Button, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { momentText } from "./sentence.ts";
import { bookingTexts } from "./booking-texts.ts";
import { moveTexts } from "./move-texts.ts";

interface ProposalBannerProps {
  booking: Booking;
  proposal: Proposal;
  onDone: () => Promise<unknown>;
}

const ANSWERS = ["accept", "decline", "withdraw"] as const;
type Answer = (typeof ANSWERS)[number];

/** A new time that one side asks for, with what the reader can say to it. */
export function ProposalBanner({ booking, proposal, onDone }: ProposalBannerProps) {
  const toast = useToast();
  const t = moveTexts;
  const { id, timeZone, party } = booking;
  const say: Record<Answer, () => Promise<Booking>> = {
    accept: () => api.bookings.acceptProposal({ id, start: proposal.start }),
    decline: () => api.bookings.declineProposal({ id, start: proposal.start }),
    withdraw: () => api.bookings.withdrawProposal({ id }),
  };
  const answer = useMutation({
    mutationFn: (which: Answer) => say[which](),
    onSuccess: (_, which) => toast({ title: t.answered[which], tone: "success" }),
    onSettled: onDone,
  });
  const who = proposal.by === "customer" ? booking.customerName : booking.providerName;
  const when = momentText(proposal.start, timeZone);
  const answers = ANSWERS.filter((which) => booking.actions.includes(`${which}_proposal`));
  return (
    <Banner tone="info" title={proposal.by === party ? t.yours(when) : t.theirs(who, when)}>
      <div className="flex flex-col gap-3">
        {proposal.reason && <p>{bookingTexts.sentence.reason(proposal.reason)}</p>}
        <p>{t.notReserved(momentText(proposal.expiresAt, timeZone))}</p>
        {answer.error && <p role="alert">{shownError(answer.error).message}</p>}
        <div className="flex flex-wrap gap-3">
          {answers.map((which, index) => (
            <Button
              key={which}
              variant={index === 0 ? "primary" : "quiet"}
              loading={answer.isPending && answer.variables === which}
              onClick={() => answer.mutate(which)}
            >
              {t.answer[which]}
            </Button>
          ))}
        </div>
      </div>
    </Banner>
  );
}
