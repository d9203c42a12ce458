import { isChargeable } from "@loconomy/contracts/money";
import countryToCurrency from "country-to-currency";

const CURRENCIES: Readonly<Record<string, string>> = countryToCurrency;

/** What people pay in where they are: ISO 4217, of a country's ISO code; dollars at sea, and where no card is charged in it. */
export const currencyOf = (country: string | null): string => {
  const currency = CURRENCIES[country ?? ""];
  return currency && isChargeable(currency) ? currency : "USD";
};
