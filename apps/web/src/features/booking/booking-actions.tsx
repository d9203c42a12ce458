"use client";
import type { Booking } from "@loconomy/contracts";
import { Banner, Button, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { DisputeDialog } from "./dispute-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { NoShowDialog } from "./no-show-dialog.tsx";
import { actionTexts } from "./action-texts.ts";

interface BookingActionsProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

const STEPS = ["accept", "start", "complete"] as const;
type Step = (typeof STEPS)[number];

const run: Record<Step, (id: string) => Promise<Booking>> = {
  accept: (id) => api.bookings.acceptBooking({ id }),
  start: (id) => api.bookings.startBooking({ id }),
  complete: (id) => api.bookings.completeBooking({ id }),
};
const said: Record<Step, string> = {
  accept: actionTexts.accepted,
  start: actionTexts.started,
  complete: actionTexts.completed,
};

/** What the reader may do now, as the server says; the likeliest first. */
export function BookingActions({ booking, onDone }: BookingActionsProps) {
  const toast = useToast();
  const step = useMutation({
    mutationFn: (action: Step) => run[action](booking.id),
    onSuccess: (_, action) => toast({ title: said[action], tone: "success" }),
    onSettled: onDone,
  });
  const steps = STEPS.filter((action) => booking.actions.includes(action));
  const canDecline = booking.actions.includes("decline");
  // Whoever may decline has agreed to nothing yet: one way out is enough.
  const canCancel = booking.actions.includes("cancel") && !canDecline;
  const canMove = booking.actions.includes("reschedule") || booking.actions.includes("propose");
  const canReport = booking.actions.includes("no_show");
  const canDispute = booking.actions.includes("dispute");
  const canAnything =
    steps.length > 0 || canDecline || canMove || canReport || canCancel || canDispute;
  if (!canAnything) return null;
  return (
    <section aria-label={actionTexts.label} className="flex flex-col gap-4">
      {step.error && (
        <Banner tone="danger" title={actionTexts.failed}>
          {shownError(step.error).message}
        </Banner>
      )}
      <div className="flex flex-wrap gap-3">
        {steps.map((action, index) => (
          <Button
            key={action}
            variant={index === 0 ? "primary" : "quiet"}
            loading={step.isPending && step.variables === action}
            onClick={() => step.mutate(action)}
          >
            {actionTexts[action]}
          </Button>
        ))}
        {canDecline && (
          <DeclineDialog
            label={actionTexts.decline}
            title={actionTexts.declineTitle}
            decline={(reason) => api.bookings.declineBooking({ id: booking.id, reason })}
            onDone={onDone}
          />
        )}
        {canMove && <MoveDialog booking={booking} onDone={onDone} />}
        {canReport && <NoShowDialog booking={booking} onDone={onDone} />}
        {canDispute && <DisputeDialog booking={booking} onDone={onDone} />}
        {canCancel && <CancelDialog booking={booking} onDone={onDone} />}
      </div>
    </section>
  );
}
