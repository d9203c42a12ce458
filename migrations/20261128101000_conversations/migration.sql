-- What the two sides of a booking write to each other. A booking has one conversation at most, under its own id, from the first
-- message on. Names are kept as they were.
create table communication.conversations (
  id uuid primary key references bookings.bookings (id),
  customer_id uuid not null references users.users (id),
  provider_user_id uuid not null references users.users (id),
  customer_name text not null,
  provider_name text not null,
  service_name text not null,
  last_message_at timestamptz(3) not null,
  check (customer_id <> provider_user_id)
);
create index conversations_of_customer on communication.conversations (customer_id, last_message_at desc, id desc);
create index conversations_of_provider on communication.conversations (provider_user_id, last_message_at desc, id desc);

alter table communication.conversations enable row level security;
create policy parties on communication.conversations
  using ((select platform.actor_is_system()) or (select platform.actor_user_id()) in (customer_id, provider_user_id))
  with check ((select platform.actor_is_system()) or (select platform.actor_user_id()) in (customer_id, provider_user_id));

-- Whose conversation it is does not change; it is never taken away.
do $$
begin
  if exists (select from pg_roles where rolname = 'loconomy_communication') then
    revoke update, delete on communication.conversations from loconomy_communication;
    grant update (last_message_at) on communication.conversations to loconomy_communication;
  end if;
end $$;

alter table communication.messages
  add foreign key (conversation_id) references communication.conversations (id),
  add check (char_length(content) <= 2000),
  alter column created_at type timestamptz(3),
  alter column read_at type timestamptz(3);

-- Only messages of the parties' own conversation, each to the other side.
drop policy sender_writes on communication.messages;
create policy sender_writes on communication.messages for insert
  with check ((select platform.actor_is_system()) or (sender_id = (select platform.actor_user_id()) and exists (
    select from communication.conversations c
     where c.id = conversation_id and recipient_id in (c.customer_id, c.provider_user_id) and recipient_id <> sender_id)));

drop index communication.messages_unread;
create index messages_unread on communication.messages (recipient_id, conversation_id) where read_at is null;
