import type { ServiceVariant } from "@loconomy/contracts";
import { Chip, Price } from "@loconomy/ui";
import { providerTexts } from "./texts.ts";

interface VariantChoiceProps {
  variants: readonly ServiceVariant[];
  chosenId?: string;
  /** Buttons; with `hrefFor` links, which work without JavaScript. */
  onChoose?: (id: string) => void;
  hrefFor?: (id: string) => string;
  /** Prices in words, where they were written before. */
  prices?: Record<number, string>;
}

/** Which variant of a service is wanted, each with its price. */
export function VariantChoice({
  variants,
  chosenId,
  onChoose,
  hrefFor,
  prices,
}: VariantChoiceProps) {
  if (variants.length === 0) return null;
  return (
    <div role="group" aria-label={providerTexts.services.variants} className="flex flex-wrap gap-2">
      {variants.map(({ id, name, price }) => {
        const shared = {
          selected: id === chosenId,
          className: "max-w-full whitespace-normal",
          children: (
            <>
              <span className="min-w-0 break-words">{name}</span>
              <Price
                minor={price.amount}
                currency={price.currency}
                text={prices?.[price.amount]}
                className="font-normal"
              />
            </>
          ),
        };
        if (hrefFor) return <Chip key={id} {...shared} href={hrefFor(id)} />;
        return <Chip key={id} {...shared} onClick={() => onChoose?.(id)} />;
      })}
    </div>
  );
}
