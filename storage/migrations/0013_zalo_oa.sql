-- A Zalo Official Account: how we prove who we are, and when people last had to do with it.
create table zalo_oa (
  app_id        text primary key,
  oa_id         text not null default '',
  verifier      text not null,
  button_key    text not null,
  access_token  text not null default '',
  refresh_token text not null default '',
  expires_at    text,
  refreshed_at  text,
  generation    integer not null default 0,
  lost_at       text
);

create table interactions (
  channel text not null,
  address text not null,
  at      text not null,
  primary key (channel, address)
);
