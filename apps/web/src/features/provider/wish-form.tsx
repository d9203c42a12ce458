"use client";
import { Banner, Button, Link, Select, TextField, formatDay, zoneLabel } from "@loconomy/ui";
import { useQueryClient } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState, type FormEvent } from "react";
import { api } from "../../api/browser.ts";
import { shownError, type ShownError } from "../../api/errors.ts";
import { timesHref } from "./times-query.ts";
import { providerTexts } from "./texts.ts";
import { wishInput, wishParam, type WishedHours } from "./wish.ts";

const texts = providerTexts.wish;

interface WishFormProps {
  /** Id or slug of the provider. */
  provider: string;
  serviceId: string;
  /** Of a service that has variants, the one that is waited for. */
  variantId?: string;
  /** The first day that can be wished for, and the one that is proposed; "YYYY-MM-DD". */
  today: string;
  day: string;
  /** Wall-clock times are read in this zone. */
  providerZone: string;
  /** A wish that was made before signing in. */
  wish?: WishedHours;
}

/** "Tell me when something opens": a day and a part of it. Signing in on the way keeps what was wished for. */
export function WishForm(props: WishFormProps) {
  const [isOpen, setOpen] = useState(props.wish !== undefined);
  if (!isOpen)
    return (
      <div className="flex shrink-0 flex-col items-start gap-2 border-t border-border pt-4">
        <p className="text-sm text-muted">{texts.lead}</p>
        <Button variant="quiet" onClick={() => setOpen(true)}>
          <BellRing aria-hidden className="size-5 stroke-[1.75]" />
          {texts.open}
        </Button>
      </div>
    );
  return <OpenForm {...props} />;
}

function OpenForm({
  provider,
  serviceId,
  variantId,
  today,
  day,
  providerZone,
  wish,
}: WishFormProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const headingId = useId();
  const [hours, setHours] = useState<WishedHours>(wish ?? { kind: "any" });
  const [wishedDay, setWishedDay] = useState(day);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownError | null>(null);
  const [isJoined, setJoined] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await api.bookings.joinWaitlist({
        serviceId,
        variantId,
        day: wishedDay,
        ...wishInput(hours),
      });
      setJoined(true);
      await queries.invalidateQueries({ queryKey: ["waitlist"] });
    } catch (error) {
      const shown = shownError(error);
      if (shown.code === "unauthenticated") {
        const here = `${timesHref(provider, { serviceId, variantId, day: wishedDay, wish: wishParam(hours) })}#wish`;
        return router.push(`/sign-in?next=${encodeURIComponent(here)}`);
      }
      setFailure(shown);
    }
    setBusy(false);
  };
  if (isJoined)
    return (
      <Banner
        tone="success"
        title={texts.joinedTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/bookings#waitlist"
          >
            {texts.joinedLink}
          </Link>
        }
      >
        {texts.joined(formatDay(wishedDay, providerZone))}
      </Banner>
    );
  const fieldError = (path: string) =>
    failure?.fields.find((field) => field.path === path)?.message;
  return (
    <form
      id="wish"
      onSubmit={submit}
      aria-labelledby={headingId}
      className="flex shrink-0 scroll-mt-20 flex-col gap-4 border-t border-border pt-4"
    >
      <h3 id={headingId} className="text-base">
        {texts.open}
      </h3>
      {failure && failure.fields.length === 0 && <Banner tone="danger">{failure.message}</Banner>}
      <TextField
        label={texts.day}
        type="date"
        required
        min={today}
        value={wishedDay}
        onChange={(event) => setWishedDay(event.target.value)}
        error={fieldError("day")}
      />
      <Select
        label={texts.part}
        hint={texts.zone(zoneLabel(providerZone))}
        value={hours.kind}
        onChange={(event) => setHours(ofKind(event.target.value))}
        options={texts.parts}
      />
      {hours.kind === "hours" && (
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label={texts.from}
            type="time"
            required
            value={hours.from}
            onChange={(event) => setHours({ ...hours, from: event.target.value })}
          />
          <TextField
            label={texts.to}
            type="time"
            required
            value={hours.to}
            onChange={(event) => setHours({ ...hours, to: event.target.value })}
            error={fieldError("to")}
          />
        </div>
      )}
      <Button type="submit" loading={isBusy} className="self-start">
        {texts.submit}
      </Button>
      <p className="text-sm text-muted">{texts.small}</p>
    </form>
  );
}

const ofKind = (value: string): WishedHours => {
  if (value === "morning" || value === "afternoon" || value === "evening") return { kind: value };
  return value === "hours" ? { kind: "hours", from: "09:00", to: "17:00" } : { kind: "any" };
};
