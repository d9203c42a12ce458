import type { Suggestion } from "@loconomy/contracts";
import type { ComboboxOption } from "@loconomy/ui";
import { Eraser, History, UserRound } from "lucide-react";
import { lazy, Suspense } from "react";
import type { RecentSearch } from "./recent-searches.ts";
import { discoverTexts } from "./texts.ts";

// The pictures of all categories are many; a list that is never opened needs none.
const CategoryIcon = lazy(() =>
  import("./category-icon.ts").catch(() => ({ default: () => <span className="size-5" /> })),
);

const texts = discoverTexts.form;

export interface CategoryChoice {
  name: string;
  slug: string;
  iconName: string | null;
}

/** What an option of the need field stands for. */
export type NeedTarget =
  | { kind: "category"; slug: string }
  | { kind: "provider"; slug: string }
  | { kind: "recent"; href: string }
  | { kind: "forget" };

const categoryOption = (category: CategoryChoice): ComboboxOption => ({
  value: `category:${category.slug}`,
  label: category.name,
  icon: (
    <Suspense fallback={<span className="size-5 shrink-0" />}>
      <CategoryIcon iconName={category.iconName} />
    </Suspense>
  ),
});

const recentOption = ({ href, need, place }: RecentSearch): ComboboxOption => ({
  value: `recent:${href}`,
  label: need,
  detail: place,
  icon: <History aria-hidden />,
  group: texts.recent,
  action: true,
});

const forget: ComboboxOption = {
  value: "forget:",
  label: texts.forget,
  icon: <Eraser aria-hidden />,
  group: texts.recent,
  action: true,
};

/** Before anything is typed: what this visitor searched for before, and the top of the categories. */
export const startOptions = (
  recent: RecentSearch[],
  categories: CategoryChoice[],
): ComboboxOption[] => {
  const needs = recent.filter(({ need }) => need !== "").slice(0, 4);
  return [
    ...needs.map(recentOption),
    // Places alone are kept too, and can be forgotten the same way.
    ...(recent.length > 0 ? [forget] : []),
    ...categories.map((category) => ({ ...categoryOption(category), group: texts.categories })),
  ];
};

/** For what was typed: earlier searches that hold it, then what the server suggests. */
export const typedOptions = (
  text: string,
  recent: RecentSearch[],
  found: Suggestion[],
): ComboboxOption[] => {
  const sought = text.trim().toLowerCase();
  const before = recent.filter(({ need }) => need.toLowerCase().includes(sought)).slice(0, 2);
  const categories = found.filter(({ kind }) => kind === "category");
  const providers = found.filter(({ kind }) => kind === "provider");
  return [
    ...categories.map(({ label, slug, iconName, detail }) => ({
      ...categoryOption({ name: label, slug: slug ?? "", iconName }),
      detail: detail ?? undefined,
      group: texts.categories,
    })),
    ...providers.map(({ label, slug, detail }) => ({
      value: `provider:${slug ?? ""}`,
      label,
      detail: detail ?? undefined,
      icon: <UserRound aria-hidden />,
      group: texts.providers,
      action: true,
    })),
    ...before.map(recentOption),
  ];
};

/** What taking an option means. */
export const needTarget = ({ value }: ComboboxOption): NeedTarget => {
  const at = value.indexOf(":");
  const [kind, rest] = [value.slice(0, at), value.slice(at + 1)];
  if (kind === "provider") return { kind, slug: rest };
  if (kind === "recent") return { kind, href: rest };
  if (kind === "forget") return { kind };
  return { kind: "category", slug: rest };
};
