"""The acts: one function for each thing a person may do, `act(kit, actor, command) -> result`.

Each act checks the policy and the stage, writes, and adds its journal entry in one transaction; what it refuses leaves
nothing behind but, where it must be seen, an entry of the refusal. The modules, by what they are about:

accounts      set_up_link, set_up, add_user (CONSOLE is the actor of commands), join, disable_user, users
own_account   change_password, ask_for_reset, reset_password, offer_code, turn_on_code, turn_off_code,
              choose_appearance, ask_to_register, register
sign_in       sign_in(kit, Credentials) -> SignedIn(token, actor), sign_out
sessions      find_session(kit, token) -> Session | None, begin_session (inside an act's transaction)
links         look_at_link (a GET: changes nothing); PATHS gives the first part of each link's path
toolkit       Kit: database, settings, vault, now, reference, token; mail_text reads a mail of storage.outbox
"""
