"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { CreateService, ServiceDuration, type Service } from "@loconomy/contracts";
import {
  Banner,
  Button,
  RadioCard,
  RadioCardGroup,
  Select,
  TextArea,
  TextField,
  formatDuration,
} from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { parsePrice, priceText } from "../shell/price-text.ts";
import { texts } from "./texts.ts";

const DURATIONS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720];
const LOCATIONS = ["customer", "provider"] as const;

/** The form's own shape: the price as typed, the way of booking as a choice of two. */
const fieldsOf = (currency: string) =>
  z.object({
    ...CreateService.pick({ name: true, description: true, location: true }).shape,
    durationMinutes: ServiceDuration,
    price: z
      .string()
      .refine((text) => (parsePrice(text, currency) ?? 0) >= 100, texts.services.priceWrong),
    booking: z.enum(["instant", "request"]),
  });

interface ServiceFormProps {
  providerId: string;
  currency: string;
  /** The service to change; a new one when it is missing. */
  service?: Service;
  onSaved: () => Promise<unknown>;
  onCancel: () => void;
}

/** What is offered, for how much, how long, where, and how it is booked. */
export function ServiceForm({
  providerId,
  currency,
  service,
  onSaved,
  onCancel,
}: ServiceFormProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(fieldsOf(currency)),
    defaultValues: {
      name: service?.name ?? "",
      description: service?.description ?? "",
      price: service ? priceText(service.price.amount, currency) : "",
      durationMinutes: service?.durationMinutes ?? 60,
      location: service?.location ?? ("customer" as const),
      booking: (service?.isInstant ?? true) ? ("instant" as const) : ("request" as const),
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ price, booking, description, ...values }) => {
    setFailure(null);
    const input = {
      ...values,
      description: description || null,
      priceAmount: parsePrice(price, currency) ?? 0,
      isInstant: booking === "instant",
      id: providerId,
    };
    try {
      if (service) await api.providers.updateService({ ...input, serviceId: service.id });
      else await api.providers.createService(input);
      await onSaved();
    } catch (error) {
      const shown = shownError(error);
      for (const { path, message } of shown.fields)
        form.setError((path === "priceAmount" ? "price" : path) as "name", { message });
      setFailure(shown.message);
    }
  });
  const t = texts.services;
  const minutes = DURATIONS.includes(form.getValues("durationMinutes"))
    ? DURATIONS
    : [...DURATIONS, form.getValues("durationMinutes")].toSorted((a, b) => a - b);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {failure}
        </Banner>
      )}
      <TextField label={t.name} error={errors.name?.message} {...form.register("name")} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={t.price(currency)}
          inputMode="decimal"
          error={errors.price?.message}
          {...form.register("price")}
        />
        <Select
          label={t.duration}
          options={minutes.map((n) => ({ value: String(n), label: formatDuration(n) }))}
          error={errors.durationMinutes?.message}
          {...form.register("durationMinutes", { valueAsNumber: true })}
        />
      </div>
      <RadioCardGroup legend={t.location} error={errors.location?.message}>
        {LOCATIONS.map((value) => (
          <RadioCard
            key={value}
            value={value}
            label={t.locations[value]}
            {...form.register("location")}
          />
        ))}
      </RadioCardGroup>
      <RadioCardGroup legend={t.booking} error={errors.booking?.message}>
        <RadioCard
          value="instant"
          label={t.instant}
          description={t.instantHint}
          {...form.register("booking")}
        />
        <RadioCard
          value="request"
          label={t.request}
          description={t.requestHint}
          {...form.register("booking")}
        />
      </RadioCardGroup>
      <TextArea
        label={t.describe}
        optional
        rows={4}
        error={errors.description?.message}
        {...form.register("description")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={isSubmitting}>
          {t.save}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
