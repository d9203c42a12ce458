select platform.create_service_schema('notifications');

create table notifications.notifications (
  id uuid primary key default uuidv7(),
  -- The event that this tells of: one mail per event, recipient and template, however often the event is delivered.
  event_id uuid not null,
  recipient_id uuid not null references users.users (id),
  booking_id uuid references bookings.bookings (id),
  template text not null,
  channel text not null default 'email' check (channel in ('email')),
  to_address text not null,
  subject text not null,
  -- What the template is filled with. Emptied once the mail is sent: it may hold a sign-in link.
  facts jsonb,
  -- `failed`: the last attempt failed; the queue tries again until its attempts are used up.
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts int not null default 0 check (attempts >= 0),
  error text,
  message_id text not null unique,
  -- Whoever sends holds the row until then, without holding a transaction open.
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (event_id, recipient_id, template),
  check ((status = 'sent') = (sent_at is not null)),
  check (status = 'sent' or facts is not null)
);
create index notifications_of_recipient on notifications.notifications (recipient_id, created_at desc);
create index notifications_of_booking on notifications.notifications (booking_id, recipient_id);
create index notifications_unsent on notifications.notifications (created_at) where status <> 'sent';

alter table notifications.notifications enable row level security;
create policy notifications_of_recipient_or_system on notifications.notifications
  using ((select platform.actor_is_system()) or recipient_id = (select platform.actor_user_id()))
  with check ((select platform.actor_is_system()));
