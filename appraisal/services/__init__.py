"""The acts: one function for each thing a person may do, `act(kit, actor, command) -> result`.

Each act checks the policy and the stage, writes, and adds its journal entry in one transaction; what it refuses leaves
nothing behind but, where it must be seen, an entry of the refusal. Reading functions change nothing. By subject:

toolkit         prepare(settings) -> Vault once at the start; Kit
accounts        set_up_link, set_up, add_user (CONSOLE is the actor of commands), join, disable_user, enable_user,
                forget_code, users (the buyer's), user_of
own_account     change_password, offer_code, turn_on_code, turn_off_code, choose_appearance
mailed_links    ask_for_reset, reset_password, ask_to_register, register
sign_in         sign_in(kit, Credentials) -> SignedIn(token, actor), sign_out, sign_in_for_demo
sessions        find_session(kit, token) -> Session | None
links           look_at_link for a GET, which changes nothing; PATHS gives the first part of each link's path
officer_keys    has_key, make_key, renew_passphrase
tendering       create_tender, change_tender, set_timetable, add_lot, change_lot, drop_lot, officers_of
profiles        pick_profile, upload_profile, edit_profile, download_profile, summary
publication     publish (gives the recovery halves), publication_problems, publish_addendum, cancel
addenda         addendum_changes: the dates and profiles that an addendum changed
invitations     invite, send_again, invited, look_at_invitation, accept_invitation, accept_as_new
tender_pages    tender_page: what a supplier, auditor or evaluator sees of a tender; `may` hides buttons
bids            start_bid, own_bids, set_scope
task_list       task_list
team            invite_colleague, awaited_colleagues, join_team, join_team_as_new, change_member, remove_member
answering       area_page, save_area (Stale carries what is stored; a page never collides with itself)
evidence        add_file, add_link, remove_line, download, evidence_list
reuse           reusable_bids, reuse
responding      check_answers, differences, export_response
indication      indication, improvement_plan
submitting      submit, withdraw, confirm: in time by the command's time of receipt
receipts        receipts, receipt, submitted_file
clarifications  ask, open_questions, answer, published, own_questions
opening         opening_state, attend, attend_emergency
opening_report  opening_report
opened_bids     opened_evidence, download_bid, download_evidence
audit           journal_lines, journal_line, looks, search, json_lines, chain_state (the auditor's)
audit_sheets    documents, time_sheet
retention       set_retention
purge           purge, scrub
head            mail_head, once a day
backup          backup, restore
upkeep          keep_up, now and then
delivery        deliver (after commits, and now and then), outbox_page
"""
