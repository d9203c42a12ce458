import { Checkbox, Select } from "@loconomy/ui";
import { languageName, languagesOf, type FilterField } from "./filter-choices.ts";
import { withCount, type FilterCounts } from "./filter-counts.ts";
import type { SearchState } from "./read-search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface FilterFieldsProps {
  state: SearchState;
  fields: FilterField[];
  /** Codes to choose from. */
  languages: string[];
  counts: FilterCounts;
}

const texts = discoverTexts.filters;
const pairs: readonly string[] = ["date", "partOfDay", "time", "minPrice", "maxPrice"];

/** Every filter as a field of a form, in its own groups. */
export function FilterFields({ state, fields, languages, counts }: FilterFieldsProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4">
        {fields.map((field) => (
          <Select
            key={field.label}
            label={field.label}
            name={field.name}
            defaultValue={field.value}
            options={field.choices.map(({ value, label }) => ({
              value,
              label: withCount(label, counts, `${field.name}:${value}`),
            }))}
            className={pairs.includes(field.name) ? undefined : "col-span-2"}
          />
        ))}
      </div>
      <div>
        <Checkbox
          label={withCount(texts.verifiedOnly, counts, "verified")}
          name="verified"
          value="true"
          defaultChecked={state.verified}
        />
        <Checkbox
          label={withCount(texts.instantOnly, counts, "instant")}
          hint={texts.instantHint}
          name="instant"
          value="true"
          defaultChecked={state.instant}
        />
      </div>
      {languages.length > 0 && (
        <fieldset>
          <legend className="font-medium">{texts.languages}</legend>
          <div className="grid grid-cols-2 gap-x-3">
            {languages.map((code) => (
              <Checkbox
                key={code}
                label={withCount(languageName(code), counts, `languages:${code}`)}
                name="languages"
                value={code}
                defaultChecked={languagesOf(state).includes(code)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
