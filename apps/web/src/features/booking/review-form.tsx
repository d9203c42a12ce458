"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type Booking, CreateReview } from "@loconomy/contracts";
import { Banner, Button, Checkbox, RatingInput, TextArea, TextField, useToast } from "@loconomy/ui";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { reviewTexts } from "./review-texts.ts";

interface ReviewFormProps {
  booking: Pick<Booking, "id" | "party" | "providerName">;
  onDone: () => Promise<unknown>;
}

/** Stars, a few words and, from a customer, whether they would recommend the provider. */
export function ReviewForm({ booking, onDone }: ReviewFormProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const toast = useToast();
  const t = reviewTexts;
  const form = useForm({
    resolver: zodResolver(CreateReview),
    defaultValues: {
      rating: 0,
      title: "",
      content: "",
      ...(booking.party === "customer" && { wouldRecommend: false }),
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ rating, title, content, wouldRecommend }) => {
    setFailure(null);
    try {
      const words = { title: title || undefined, content: content || undefined };
      await api.reviews.createReview({ id: booking.id, rating, wouldRecommend, ...words });
      toast({ title: t.thanks, tone: "success" });
      await onDone();
    } catch (error) {
      setFailure(shownError(error).message);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {failure}
        </Banner>
      )}
      <Controller
        control={form.control}
        name="rating"
        render={({ field }) => (
          <RatingInput
            legend={t.stars[booking.party]}
            name="rating"
            value={field.value}
            onChange={field.onChange}
            error={errors.rating?.message}
          />
        )}
      />
      <TextField
        label={t.headline}
        optional
        error={errors.title?.message}
        {...form.register("title")}
      />
      <TextArea
        label={t.content}
        optional
        rows={4}
        hint={t.contentHint}
        error={errors.content?.message}
        {...form.register("content")}
      />
      {booking.party === "customer" && (
        <Checkbox label={t.recommend(booking.providerName)} {...form.register("wouldRecommend")} />
      )}
      <Button type="submit" loading={isSubmitting} className="self-start">
        {t.action}
      </Button>
    </form>
  );
}
