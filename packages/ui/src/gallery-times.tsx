import { useState } from "react";
import { Card } from "./card.tsx";
import { formatSlot } from "./format.ts";
import { GallerySection } from "./gallery-section.tsx";
import { MonthCalendar } from "./month-calendar.tsx";
import { ProgressSteps } from "./progress-steps.tsx";
import { type Slot, SlotGrid } from "./slot-grid.tsx";
import { Stepper } from "./stepper.tsx";
import { TimeGrid, timeSpan } from "./time-grid.tsx";
import { Timeline } from "./timeline.tsx";
import { ZoneSwitch } from "./zone-switch.tsx";

const slots: Slot[] = [
  "08:00",
  "08:30",
  "09:00",
  "10:30",
  "12:00",
  "13:30",
  "15:00",
  "16:30",
  "17:00",
].map((time) => ({
  start: `2026-11-28T${time}:00Z`,
  end: new Date(Date.parse(`2026-11-28T${time}:00Z`) + 90 * 60_000).toISOString(),
}));
const availability = Object.fromEntries(
  [24, 25, 26, 28, 30].map((day, index) => [`2026-11-${day}`, 2 + index]),
);

/** Days, times, and progress through them. */
export function TimeParts() {
  return (
    <GallerySection id="times" title="Times">
      <Stepper
        label="Booking"
        current={1}
        steps={[{ label: "Time", href: "#times" }, { label: "Details" }, { label: "Pay" }]}
      />
      <Picker />
      <Card>
        <TimeGrid
          label="Two days"
          columns={["Sat 28", "Sun 29"].map((heading, index) => ({
            key: heading,
            heading,
            children: index === 0 && (
              <p
                className="absolute inset-x-1 rounded-control bg-accent-soft px-2 text-sm text-accent"
                style={timeSpan(540, 720)}
              >
                9:00 AM–12:00 PM
              </p>
            ),
          }))}
        />
      </Card>
      <div className="grid gap-6 lg:grid-cols-3">
        <Card>
          <SlotGrid slots={[]} timeZone="Europe/Berlin" loading />
        </Card>
        <Card>
          <Timeline
            events={[
              { id: "1", title: "You booked", time: "Mon 23 Nov, 9:12 AM" },
              { id: "2", title: "Ada confirmed", time: "Mon 23 Nov, 9:30 AM" },
              {
                id: "3",
                title: "Visit",
                time: "Sat 28 Nov, 9:00 AM",
                state: "current",
                description: "Ada will message you when she is on her way.",
              },
              { id: "4", title: "Leave a review", state: "upcoming" },
            ]}
          />
        </Card>
        <Card>
          <ProgressSteps
            label="Import"
            steps={[
              { id: "1", label: "Read the file", state: "done" },
              { id: "2", label: "Add customers", state: "active", detail: "40 of 120 rows" },
              {
                id: "3",
                label: "Send invitations",
                state: "failed",
                detail: "3 addresses were refused",
              },
              { id: "4", label: "Finish", state: "waiting" },
            ]}
          />
        </Card>
      </div>
    </GallerySection>
  );
}

function Picker() {
  const [month, setMonth] = useState("2026-11");
  const [day, setDay] = useState("2026-11-28");
  const [zone, setZone] = useState("Europe/Berlin");
  const [slot, setSlot] = useState<Slot | undefined>(slots[1]);
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <Card>
        <MonthCalendar
          month={month}
          onMonthChange={setMonth}
          selected={day}
          onSelectDay={setDay}
          availability={availability}
          min="2026-11-23"
          max="2027-01-31"
          today="2026-11-23"
        />
      </Card>
      <Card className="flex flex-col gap-4">
        <ZoneSwitch
          label="Show times in"
          options={[
            { zone: "Europe/Berlin", label: "Your time" },
            { zone: "America/Argentina/Buenos_Aires", label: "Provider’s time" },
          ]}
          current={zone}
          onSelect={setZone}
        />
        <SlotGrid
          slots={day === "2026-11-28" ? slots : []}
          timeZone={zone}
          selected={slot?.start}
          onSelect={setSlot}
        />
        {slot && <p className="font-medium">{formatSlot(slot.start, slot.end, zone)}</p>}
      </Card>
    </div>
  );
}
