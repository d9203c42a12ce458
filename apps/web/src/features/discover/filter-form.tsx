import { Button } from "@loconomy/ui";
import { FilterFields, type FilterFieldsProps } from "./filter-fields.tsx";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.filters;
const kept = ["q", "category", "near", "lat", "lng", "box"] as const;

/** The filters without JavaScript: all of them in a form that unfolds, in place of the row. */
export function FilterForm(props: FilterFieldsProps) {
  const { state } = props;
  return (
    <noscript>
      <style>{".filter-row{display:none}"}</style>
      <details className="rounded-card border border-border bg-surface p-4">
        <summary className="min-h-11 font-medium">{texts.label}</summary>
        <form action="/search" aria-label={texts.label} className="flex flex-col gap-4 pt-2">
          {kept.map(
            (name) =>
              state[name] !== undefined && (
                <input key={name} type="hidden" name={name} value={state[name]} />
              ),
          )}
          <FilterFields {...props} />
          <Button type="submit">{texts.show}</Button>
        </form>
      </details>
    </noscript>
  );
}
