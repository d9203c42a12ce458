"use client";
import type { Provider, Service } from "@loconomy/contracts";
import {
  Badge,
  Banner,
  Button,
  Card,
  EmptyState,
  Price,
  Sheet,
  Switch,
  useToast,
  formatDuration,
} from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { depositText } from "../shell/deposit-text.ts";
import { ServiceForm } from "./service-form.tsx";
import { servicesTexts } from "./services-texts.ts";

interface ServiceListProps {
  provider: Provider;
  services: Service[];
}

/** The provider's services: add, edit, offer or stop offering. */
export function ServiceList({ provider, services }: ServiceListProps) {
  const [edited, setEdited] = useState<Service | "new" | null>(null);
  const toast = useToast();
  const list = useQuery({
    queryKey: ["desk-services", provider.id],
    queryFn: () => api.providers.listServices({ id: provider.id }),
    initialData: { items: services },
  });
  const t = servicesTexts;
  const add = (
    <Button onClick={() => setEdited("new")}>
      <Plus aria-hidden />
      {t.add}
    </Button>
  );
  const onSaved = async () => {
    await list.refetch();
    setEdited(null);
    toast({ title: t.saved, tone: "success" });
  };
  return (
    <div className="flex flex-col gap-4">
      {list.data.items.length === 0 ? (
        <EmptyState action={add}>{t.empty}</EmptyState>
      ) : (
        <div className="self-start">{add}</div>
      )}
      <ul className="grid gap-4 table:grid-cols-2">
        {list.data.items.map((service) => (
          <ServiceCard
            key={service.id}
            service={service}
            onEdit={() => setEdited(service)}
            onChanged={() => list.refetch()}
          />
        ))}
      </ul>
      <Sheet
        title={edited === "new" ? t.addTitle : t.editTitle}
        open={edited !== null}
        onOpenChange={(open) => !open && setEdited(null)}
      >
        {edited && (
          <ServiceForm
            providerId={provider.id}
            currency={provider.currency}
            service={edited === "new" ? undefined : edited}
            onSaved={onSaved}
            onCancel={() => setEdited(null)}
          />
        )}
      </Sheet>
    </div>
  );
}

interface ServiceCardProps {
  service: Service;
  onEdit: () => void;
  onChanged: () => Promise<unknown>;
}

const durationText = ({ durationMinutes, variants }: Service): string => {
  const longest = Math.max(durationMinutes, ...variants.map((variant) => variant.durationMinutes));
  return longest === durationMinutes
    ? formatDuration(durationMinutes)
    : servicesTexts.durations(formatDuration(durationMinutes), formatDuration(longest));
};

function ServiceCard({ service, onEdit, onChanged }: ServiceCardProps) {
  const t = servicesTexts;
  const offer = useMutation({
    mutationFn: (isActive: boolean) =>
      api.providers.updateService({ id: service.providerId, serviceId: service.id, isActive }),
    onSettled: onChanged,
  });
  return (
    <Card as="li" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="min-w-0 text-lg break-words">{service.name}</h2>
        <Price
          from={service.variants.some(({ price }) => price.amount !== service.price.amount)}
          minor={service.price.amount}
          currency={service.price.currency}
        />
      </div>
      <p className="flex flex-wrap gap-2">
        <Badge>{durationText(service)}</Badge>
        {service.variants.length > 0 && <Badge>{t.variants.count(service.variants.length)}</Badge>}
        {service.capacity > 1 && <Badge>{t.groupOf(service.capacity)}</Badge>}
        <Badge>{service.isInstant ? t.instant : t.request}</Badge>
        <Badge>{t.locations[service.location]}</Badge>
        {service.deposit && (
          <Badge>{t.deposit.badge(depositText(service.deposit, service.price))}</Badge>
        )}
      </p>
      {service.description && <p className="line-clamp-3 text-muted">{service.description}</p>}
      {offer.error && <Banner tone="danger">{shownError(offer.error).message}</Banner>}
      <div className="mt-auto flex items-center justify-between gap-4 border-t border-border pt-3">
        <Switch
          label={
            <>
              <span aria-hidden>{service.isActive ? t.active : t.inactive}</span>
              <span className="sr-only">{t.offer(service.name)}</span>
            </>
          }
          className="gap-3!"
          checked={offer.isPending ? offer.variables : service.isActive}
          onChange={(event) => offer.mutate(event.target.checked)}
        />
        <Button variant="link" aria-label={t.editNamed(service.name)} onClick={onEdit}>
          {t.edit}
        </Button>
      </div>
    </Card>
  );
}
