import { Bell, Check, MapPin, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { Badge } from "./badge.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { Chip } from "./chip.tsx";
import { Dialog, DialogClose, Sheet } from "./dialog.tsx";
import { GallerySection } from "./gallery-section.tsx";
import { IconButton } from "./icon-button.tsx";
import { Switch } from "./switch.tsx";
import { Tabs } from "./tabs.tsx";
import { useToast } from "./toast.tsx";

const row = "flex flex-wrap items-center gap-3";

/** Buttons, chips, badges, banners and what opens over the page. */
export function ActionParts() {
  return (
    <GallerySection id="actions" title="Actions">
      <Buttons />
      <Chips />
      <div className={row}>
        <Badge>Draft</Badge>
        <Badge tone="accent" icon={<Check aria-hidden />}>
          Verified
        </Badge>
        <Badge tone="success">Confirmed</Badge>
        <Badge tone="info">New request</Badge>
        <Badge tone="danger">Declined</Badge>
      </div>
      <div className="grid items-start gap-3 lg:grid-cols-3">
        <Banner title="We hold this time for you">You have 10 minutes to finish.</Banner>
        <Banner tone="success" title="You are booked">
          Ada will see you on Sat 28 Nov at 9:00 AM.
        </Banner>
        <Banner
          tone="danger"
          title="Your card was declined"
          action={<Button variant="quiet">Use another card</Button>}
        >
          Nothing was charged and your time is still held.
        </Banner>
      </div>
      <Tabs
        label="Bookings"
        tabs={[
          { value: "upcoming", label: "Upcoming", content: <p>Two bookings this week.</p> },
          { value: "past", label: "Past", content: <p>Eleven bookings so far.</p> },
          { value: "canceled", label: "Canceled", content: <p>None.</p> },
        ]}
      />
      <Overlays />
    </GallerySection>
  );
}

function Buttons() {
  const [loading, setLoading] = useState(true);
  return (
    <>
      <div className={row}>
        <Button>Book for $60</Button>
        <Button variant="quiet">Save for later</Button>
        <Button variant="danger">Cancel booking</Button>
        <Button variant="link">See all reviews</Button>
        <Button disabled>Book for $60</Button>
        <Button loading={loading}>Book for $60</Button>
        <Button variant="quiet" loading={loading}>
          Save for later
        </Button>
        <Button size="lg">Search</Button>
        <Button asChild variant="quiet">
          <a href="#times">A link as a button</a>
        </Button>
        <IconButton label="Notifications" icon={<Bell aria-hidden />} />
        <IconButton label="Notifications" icon={<Bell aria-hidden />} disabled />
      </div>
      <Switch
        label="Loading"
        hint="Shows the loading buttons above"
        checked={loading}
        onChange={(event) => setLoading(event.target.checked)}
        className="max-w-sm"
      />
    </>
  );
}

function Chips() {
  const [on, setOn] = useState(true);
  return (
    <div className={row}>
      <Chip selected={on} onClick={() => setOn(!on)}>
        Free this week
      </Chip>
      <Chip icon={<MapPin aria-hidden />}>Within 5 mi</Chip>
      <Chip disabled>Top rated</Chip>
      <Chip href="#actions" selected>
        Cleaning
      </Chip>
      <Chip href="#actions">Repairs</Chip>
    </div>
  );
}

function Overlays() {
  const toast = useToast();
  return (
    <div className={row}>
      <Dialog
        trigger={<Button variant="quiet">Open dialog</Button>}
        title="Cancel this booking?"
        description="You get $60 back. It is free until Fri 27 Nov, 10:00 AM."
        footer={
          <>
            <DialogClose asChild>
              <Button variant="quiet">Keep it</Button>
            </DialogClose>
            <DialogClose asChild>
              <Button variant="danger">Cancel booking</Button>
            </DialogClose>
          </>
        }
      />
      <Sheet
        trigger={
          <Button variant="quiet">
            <SlidersHorizontal aria-hidden /> Open sheet
          </Button>
        }
        title="Filters"
        footer={
          <DialogClose asChild>
            <Button>Show 24 results</Button>
          </DialogClose>
        }
      >
        <Switch label="Verified only" defaultChecked />
        <Switch label="Comes to you" />
      </Sheet>
      <Button
        variant="quiet"
        onClick={() =>
          toast({
            title: "Saved to favorites",
            action: {
              label: "Undo",
              altText: "Remove it on the favorites page",
              onAction: () => {},
            },
          })
        }
      >
        Show toast
      </Button>
    </div>
  );
}
