"use client";
import type { Service } from "@loconomy/contracts";
import { formatDuration, Price, RadioCard, RadioCardGroup } from "@loconomy/ui";
import { depositText } from "../shell/deposit-text.ts";
import { useChosenService } from "./chosen-service.tsx";
import { durationsOf, hasSeveralPrices } from "./offering.ts";
import { providerTexts } from "./texts.ts";

const texts = providerTexts.services;

const durationText = (service: Service): string => {
  const [shortest, longest] = durationsOf(service).map((minutes) => formatDuration(minutes));
  return shortest === longest ? shortest! : texts.durations(shortest!, longest!);
};

/** The services as a choice; without JavaScript each leads to its page of open times. */
export function ServiceList({ slug }: { slug: string }) {
  const { services, chosen, choose, prices } = useChosenService();
  return (
    <RadioCardGroup legend={texts.legend}>
      {services.map((service) => (
        <div key={service.id} className="flex flex-col">
          <RadioCard
            name="service"
            value={service.id}
            checked={service.id === chosen.id}
            onChange={() => choose(service.id)}
            label={service.name}
            description={
              <>
                {service.description && (
                  <span className="block max-w-prose">{service.description}</span>
                )}
                <span className="block">
                  {[
                    durationText(service),
                    service.capacity > 1 && texts.group(service.capacity),
                    service.location === "customer" ? texts.atYours : texts.atTheirs,
                    service.isInstant ? texts.instant : texts.request,
                    service.deposit && texts.deposit(depositText(service.deposit, service.price)),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </>
            }
            aside={
              <Price
                from={hasSeveralPrices(service)}
                minor={service.price.amount}
                currency={service.price.currency}
                text={prices[service.price.amount]}
              />
            }
          />
          <noscript>
            <a
              href={`/providers/${slug}/times?serviceId=${service.id}`}
              className="inline-flex min-h-11 items-center px-4 font-medium text-accent underline"
            >
              {texts.openTimes}
            </a>
          </noscript>
        </div>
      ))}
    </RadioCardGroup>
  );
}
