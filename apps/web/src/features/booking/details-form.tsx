"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Address, type JobPlace, Text } from "@loconomy/contracts";
import { Banner, Button, TextArea, TextField } from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { shownError } from "../../api/errors.ts";
import { addressOf } from "./place-address.ts";
import { refusalText } from "./refusal.ts";
import { bookTexts } from "./book-texts.ts";
import type { Offer } from "./use-offer.ts";

const Details = z.object({ address: Address.optional(), notes: Text(2000).optional() });
type Field = "address.line1" | "address.city" | "notes";

interface DetailsFormProps {
  /** Where it was held for: fills in the address. */
  place?: JobPlace | null;
  offer: Offer;
  /** Makes what was held a booking, or several. */
  book: (given: { address?: Address; notes?: string }) => Promise<void>;
  /** The server says that the hold is over. */
  onEnded: () => void;
  /** The address is taxed otherwise: what is held has another price now. */
  onPriceChanged: () => void;
}

/** Where the job is and what to know; turns what is held into what awaits payment. */
export default function DetailsForm({
  offer,
  place = null,
  book,
  onEnded,
  onPriceChanged,
}: DetailsFormProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isPriceChanged, setPriceChanged] = useState(false);
  const isAtCustomer = offer.service.location === "customer";
  const form = useForm({
    resolver: zodResolver(Details),
    defaultValues: { notes: "", ...addressOf(place) },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ address, notes }) => {
    setFailure(null);
    try {
      await book({ address, notes: notes || undefined });
    } catch (error) {
      const shown = shownError(error);
      if (shown.code === "hold_expired") return onEnded();
      if (shown.code === "price_changed") onPriceChanged();
      setPriceChanged(shown.code === "price_changed");
      for (const { path, message } of shown.fields) form.setError(path as Field, { message });
      setFailure(refusalText(shown));
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <h2 className="text-xl">
        {isAtCustomer ? bookTexts.details.title : bookTexts.details.titleNotes}
      </h2>
      {isAtCustomer ? (
        <AddressFields form={form} />
      ) : (
        <p>{bookTexts.details.youGo(offer.provider.locationLabel)}</p>
      )}
      <TextArea
        label={bookTexts.details.notes}
        optional
        rows={3}
        hint={bookTexts.details.notesHint}
        error={errors.notes?.message}
        {...form.register("notes")}
      />
      {/* Beside the button, where it is seen without scrolling. */}
      {failure && (
        <Banner
          tone="danger"
          title={isPriceChanged ? bookTexts.details.priceTitle : bookTexts.details.failedTitle}
        >
          {failure}
        </Banner>
      )}
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {bookTexts.details.action}
      </Button>
    </form>
  );
}

type DetailsUse = ReturnType<
  typeof useForm<z.input<typeof Details>, unknown, z.output<typeof Details>>
>;

function AddressFields({ form }: { form: DetailsUse }) {
  const errors = form.formState.errors.address;
  const t = bookTexts.details;
  const section = "section-job";
  return (
    <>
      <TextField
        label={t.line1}
        autoComplete={`${section} address-line1`}
        error={errors?.line1?.message}
        {...form.register("address.line1")}
      />
      <TextField
        label={t.line2}
        optional
        autoComplete={`${section} address-line2`}
        error={errors?.line2?.message}
        {...form.register("address.line2")}
      />
      <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
        <TextField
          label={t.postalCode}
          optional
          autoComplete={`${section} postal-code`}
          error={errors?.postalCode?.message}
          {...form.register("address.postalCode")}
        />
        <TextField
          label={t.city}
          autoComplete={`${section} address-level2`}
          error={errors?.city?.message}
          {...form.register("address.city")}
        />
      </div>
      <TextField
        label={t.region}
        optional
        autoComplete={`${section} address-level1`}
        error={errors?.region?.message}
        {...form.register("address.region")}
      />
    </>
  );
}
