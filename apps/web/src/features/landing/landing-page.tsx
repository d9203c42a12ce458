import type { Landing } from "@loconomy/contracts";
import { Button, CategoryIcon, formatDuration, formatMoney, Link } from "@loconomy/ui";
import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { AsServed } from "../shell/as-served.tsx";
import { scriptJson } from "../shell/json-ld.ts";
import { siteOrigin } from "../shell/site-origin.ts";
import { FreeSoon } from "./free-soon.tsx";
import { landingHref } from "../shell/landing-href.ts";
import { searchHref } from "./search-href.ts";
import { crumbsOf, landingJsonLd } from "./json-ld.ts";
import { landingWords, ratingText } from "./landing-words.ts";
import { ProviderTile } from "./provider-tile.tsx";
import { landingTexts } from "./texts.ts";

/**
 * A page about a category, a city, or both. It is the same for everybody and may be kept by a shared cache, so nothing in it
 * says who is free: that comes in the browser.
 */
export function LandingPage({ landing }: { landing: Landing }) {
  const { category, city, best, categories, cities } = landing;
  const words = landingWords(landing);
  const main = category ? categories : categories.filter(({ parentSlug }) => parentSlug === null);
  return (
    <>
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{
          __html: scriptJson(landingJsonLd(landing, words, siteOrigin())),
        }}
      />
      <div className="mx-auto flex max-w-6xl flex-col gap-12 px-4 pt-4 sm:pt-6">
        <AsServed className="flex flex-col gap-6">
          <Crumbs landing={landing} />
          <div className="flex flex-col gap-3">
            <h1 className="text-2xl sm:text-3xl">{words.heading}</h1>
            <p className="max-w-prose text-lg">{words.lead}</p>
            {category?.description && (
              <p className="max-w-prose text-muted">{category.description}</p>
            )}
          </div>
          <Facts landing={landing} />
          <p>
            <Button asChild size="lg">
              <Link href={searchHref(category?.slug, city?.label)}>
                {city ? landingTexts.seeAll(words.heading) : landingTexts.search(words.what)}
              </Link>
            </Button>
          </p>
        </AsServed>
        {city && <FreeSoon category={category?.slug} position={city.position} />}
        <AsServed className="flex flex-col gap-12">
          {best.length > 0 && (
            <Section heading={city ? landingTexts.bestIn(city.name) : landingTexts.best}>
              <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
                {best.map((entry) => (
                  <ProviderTile key={entry.provider.id} {...entry} />
                ))}
              </ul>
            </Section>
          )}
          {main.length > 0 && (
            <Section heading={categoriesHeading(landing)}>
              <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
                {main.map((one) => (
                  <li key={one.slug} className="flex flex-col gap-1">
                    <LinkTile href={landingHref(one.slug, city?.slug)}>
                      <CategoryIcon iconName={one.iconName} className="size-5 text-accent" />
                      <span className="grow">{one.name}</span>
                      <span className="text-sm text-muted">
                        {landingTexts.providers(one.providers)}
                      </span>
                    </LinkTile>
                    {!category && <Children of={one.slug} landing={landing} />}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {cities.length > 0 && (
            <Section
              heading={city ? landingTexts.cities(words.what) : landingTexts.citiesOf(words.what)}
            >
              <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
                {cities.map((other) => (
                  <li key={other.slug}>
                    <LinkTile href={landingHref(category?.slug, other.slug)}>
                      <span className="min-w-0">
                        <span className="block">{other.name}</span>
                        <span className="block text-sm text-muted">
                          {landingTexts.cityLine(
                            other.providers,
                            formatMoney(other.priceFrom.amount, other.priceFrom.currency),
                          )}
                        </span>
                      </span>
                    </LinkTile>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </AsServed>
      </div>
    </>
  );
}

const categoriesHeading = ({ category, city }: Landing): string => {
  if (city) return landingTexts.categoriesIn(city.name);
  return category ? landingTexts.categoriesHeading : landingTexts.allCategories;
};

function Crumbs({ landing }: { landing: Landing }) {
  const crumbs = crumbsOf(landing);
  return (
    <nav aria-label={landingTexts.crumbs}>
      <ol className="flex flex-wrap items-center gap-x-1 text-sm">
        {crumbs.map(({ name, href }, index) => (
          <Fragment key={href}>
            {index > 0 && (
              <li aria-hidden>
                <ChevronRight className="size-4 text-muted" />
              </li>
            )}
            <li>
              {index < crumbs.length - 1 ? (
                <Link
                  href={href}
                  className="inline-flex min-h-11 items-center text-muted underline-offset-4 hover:underline"
                >
                  {name}
                </Link>
              ) : (
                <span aria-current="page" className="inline-flex min-h-11 items-center">
                  {name}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function Facts({ landing }: { landing: Landing }) {
  const { providers, prices, durationMinutes, ratingAverage, ratingCount } = landing;
  const texts = landingTexts.facts;
  const money = (minor: number) => formatMoney(minor, prices!.currency);
  return (
    <dl className="grid grid-cols-2 gap-4 rounded-card border border-border bg-surface p-4 sm:grid-cols-4 sm:p-6">
      <Fact term={texts.providers}>{new Intl.NumberFormat("en-US").format(providers)}</Fact>
      {prices && (
        <Fact term={texts.price} note={texts.from(money(prices.from))}>
          {prices.low === prices.high
            ? money(prices.low)
            : `${money(prices.low)}–${money(prices.high)}`}
        </Fact>
      )}
      <Fact term={texts.duration}>{formatDuration(durationMinutes)}</Fact>
      <Fact
        term={texts.rating}
        note={
          ratingCount > 0
            ? `${new Intl.NumberFormat("en-US").format(ratingCount)} reviews`
            : undefined
        }
      >
        {ratingCount > 0 ? ratingText(ratingAverage) : texts.noRating}
      </Fact>
    </dl>
  );
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-muted">{term}</dt>
      <dd>
        <span className="tabular text-lg font-semibold">{children}</span>
        {note && <span className="tabular block text-sm text-muted">{note}</span>}
      </dd>
    </div>
  );
}

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-xl">{heading}</h2>
      {children}
    </section>
  );
}

function LinkTile({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="flex min-h-14 items-center gap-3 rounded-card border border-border bg-surface px-4 py-2 font-medium text-text no-underline hover:border-border-strong"
    >
      {children}
    </Link>
  );
}

/** The trades of a main category, as links in a row. */
function Children({ of, landing }: { of: string; landing: Landing }) {
  const below = landing.categories.filter(({ parentSlug }) => parentSlug === of);
  return (
    <ul className="flex flex-wrap gap-x-4 px-1">
      {below.map(({ slug, name }) => (
        <li key={slug}>
          <Link
            href={landingHref(slug, landing.city?.slug)}
            className="inline-flex min-h-11 items-center text-sm text-accent underline-offset-4 hover:underline"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
