import { formatMoney } from "@loconomy/contracts/money";
import { Button, EmptyState, Link, weeksLeftIn } from "@loconomy/ui";
import { CalendarX } from "lucide-react";
import { areaOf } from "./area.ts";
import { ChosenServiceProvider } from "./chosen-service.tsx";
import { AsServed } from "../shell/as-served.tsx";
import { scriptJson } from "../shell/json-ld.ts";
import { siteOrigin } from "../shell/site-origin.ts";
import { providerJsonLd } from "./json-ld.ts";
import { othersHref, type ProviderPageData } from "./load-provider.ts";
import { MobileBar } from "./mobile-bar.tsx";
import { ProviderHeader } from "./provider-header.tsx";
import { Reviews } from "./reviews.tsx";
import { ServiceList } from "./service-list.tsx";
import { providerTexts } from "./texts.ts";
import { TimesPanel } from "./times-panel.tsx";

/**
 * A provider's whole page. Holds nothing that depends on who looks or when – open times come in the browser –
 * but the height of the calendar to come.
 */
export function ProviderPage({ data }: { data: ProviderPageData }) {
  const { provider, services, reviews } = data;
  const isOpen = services.length > 0 && provider.takesBookings;
  const today = Temporal.Now.plainDateISO("UTC").toString();
  return (
    <ChosenServiceProvider services={services} prices={pricesOf(services)}>
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: scriptJson(providerJsonLd(data, siteOrigin())) }}
      />
      <div className="mx-auto flex max-w-6xl flex-col gap-8 px-4 pt-4 sm:pt-6">
        <AsServed>
          <ProviderHeader provider={provider} />
        </AsServed>
        <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_400px]">
          <div className="flex min-w-0 flex-col gap-10">
            {provider.bio && (
              <section className="flex flex-col gap-2">
                <h2 className="text-xl">{providerTexts.about(provider.businessName)}</h2>
                <p className="max-w-prose break-words whitespace-pre-line">{provider.bio}</p>
              </section>
            )}
            <section className="flex flex-col gap-3">
              <h2 className="text-xl">{providerTexts.services.heading}</h2>
              {services.length > 0 && <ServiceList slug={provider.slug} />}
              {!isOpen && (
                <NothingOffered
                  why={
                    services.length > 0
                      ? providerTexts.services.closed
                      : providerTexts.services.none
                  }
                  othersHref={othersHref(provider)}
                />
              )}
            </section>
          </div>
          {isOpen && (
            <div id="times" className="scroll-mt-20 lg:row-span-2">
              <div className="lg:sticky lg:top-20">
                <TimesPanel
                  providerId={provider.id}
                  policy={provider.cancellationPolicy}
                  area={areaOf(provider)}
                  othersHref={othersHref(provider)}
                  weeksLeft={weeksLeftIn(today)}
                />
              </div>
            </div>
          )}
          <Reviews provider={provider} reviews={reviews} />
        </div>
        {isOpen && <MobileBar />}
        {/* Without JavaScript the services lead to their times. */}
        <noscript>
          <style>{".times-panel,.times-bar{display:none!important}"}</style>
        </noscript>
      </div>
    </ChosenServiceProvider>
  );
}

/** All prices of a provider in words; they have one currency. */
const pricesOf = (services: ProviderPageData["services"]): Record<number, string> =>
  Object.fromEntries(
    services
      .flatMap(({ price, variants }) => [price, ...variants.map((variant) => variant.price)])
      .map(({ amount, currency }) => [amount, formatMoney(amount, currency)]),
  );

function NothingOffered({ why, othersHref: href }: { why: string; othersHref: string }) {
  return (
    <EmptyState
      icon={<CalendarX aria-hidden />}
      action={
        <Button asChild variant="quiet">
          <Link href={href}>{providerTexts.services.noneAction}</Link>
        </Button>
      }
    >
      {why}
    </EmptyState>
  );
}
