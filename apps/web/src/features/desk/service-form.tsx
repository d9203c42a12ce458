"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import type { Service } from "@loconomy/contracts";
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
import { FormProvider, useForm, useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import {
  fieldOf,
  fieldsOf,
  inputOf,
  minutesWith,
  serviceFields,
  type ServiceFields,
} from "./service-fields.ts";
import { DepositFields } from "./deposit-fields.tsx";
import { servicesTexts } from "./services-texts.ts";
import { VariantFields } from "./variant-fields.tsx";

const LOCATIONS = ["customer", "provider"] as const;

interface ServiceFormProps {
  providerId: string;
  currency: string;
  /** The service to change; a new one when it is missing. */
  service?: Service;
  onSaved: () => Promise<unknown>;
  onCancel: () => void;
}

const t = servicesTexts;

/** What is offered, for how much, how long, for how many, where, and how it is booked. */
export function ServiceForm({
  providerId,
  currency,
  service,
  onSaved,
  onCancel,
}: ServiceFormProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(serviceFields(currency)),
    defaultValues: fieldsOf(service, currency),
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const input = { ...inputOf(values, currency), id: providerId };
    try {
      if (service) await api.providers.updateService({ ...input, serviceId: service.id });
      else await api.providers.createService(input);
      await onSaved();
    } catch (error) {
      const shown = shownError(error);
      for (const { path, message } of shown.fields)
        form.setError(fieldOf(path) as "name", { message });
      setFailure(shown.message);
    }
  });
  return (
    <FormProvider {...form}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        {failure && (
          <Banner tone="danger" title={t.failed}>
            {failure}
          </Banner>
        )}
        <TextField label={t.name} error={errors.name?.message} {...form.register("name")} />
        <PriceFields currency={currency} />
        <VariantFields currency={currency} />
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
        <PeopleFields />
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
        <DepositFields currency={currency} />
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
    </FormProvider>
  );
}

/** Price and duration of a service that has no variants; otherwise they are the variants'. */
function PriceFields({ currency }: { currency: string }) {
  const { register, getValues, formState, control } = useFormContext<ServiceFields>();
  const variants = useWatch({ control, name: "variants" });
  if (variants.length > 0) return null;
  const { errors } = formState;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        label={t.price(currency)}
        inputMode="decimal"
        error={errors.price?.message}
        {...register("price")}
      />
      <Select
        label={t.duration}
        options={minutesWith(getValues("durationMinutes")).map((n) => ({
          value: String(n),
          label: formatDuration(n),
        }))}
        error={errors.durationMinutes?.message}
        {...register("durationMinutes", { valueAsNumber: true })}
      />
    </div>
  );
}

/** For one person at a time, or a group class and its size. */
function PeopleFields() {
  const { register, formState, control } = useFormContext<ServiceFields>();
  const people = useWatch({ control, name: "people" });
  return (
    <>
      <RadioCardGroup legend={t.people}>
        <RadioCard value="one" label={t.one} {...register("people")} />
        <RadioCard
          value="group"
          label={t.group}
          description={t.groupHint}
          {...register("people")}
        />
      </RadioCardGroup>
      {people === "group" && (
        <TextField
          label={t.capacity}
          hint={t.capacityHint}
          type="number"
          inputMode="numeric"
          min={2}
          className="sm:max-w-60"
          error={formState.errors.capacity?.message}
          {...register("capacity", { valueAsNumber: true })}
        />
      )}
    </>
  );
}
