"use client";
import { type ZoneOption, ZoneSwitch, zoneLabel } from "@loconomy/ui";
import { providerTexts } from "./texts.ts";
import type { TimeChoice } from "./use-time-choice.ts";

const texts = providerTexts.times;

/** The zones worth offering: the visitor's, the provider's, and one that the address names. */
export const zoneOptions = (
  visitorZone: string | undefined,
  providerZone: string | undefined,
  current: string,
): ZoneOption[] => {
  const options = [
    { zone: visitorZone, label: texts.yourTime },
    { zone: providerZone, label: texts.theirTime },
    { zone: current, label: texts.otherTime },
  ];
  return options.filter(
    (option, index): option is ZoneOption =>
      option.zone !== undefined && options.findIndex(({ zone }) => zone === option.zone) === index,
  );
};

/** Names the zone of the times; where there is a choice, as a choice. One row, so that nothing moves when the provider's is known. */
export function ZoneChoice({ choice }: { choice: TimeChoice }) {
  const { visitorZone, providerZone, timeZone } = choice;
  const options = zoneOptions(visitorZone, providerZone, timeZone);
  return (
    <div className="flex min-h-14 flex-col justify-center">
      {options.length > 1 ? (
        <ZoneSwitch
          label={texts.zones}
          options={options}
          current={timeZone}
          onSelect={choice.setZone}
        />
      ) : (
        <p className="text-sm text-muted">{texts.zoneNote(zoneLabel(timeZone))}</p>
      )}
    </div>
  );
}
