"""Who gets what at every address: the one declared table. A route or method not here fails.

A cell is the status of the answer, or `login` (sent to sign in), or `prove` (signed in, sent to
prove it once more). Each POST carries a form that would be accepted. One cell: the same for
everybody. Two: for those not signed in | for everybody signed in. Otherwise the columns are

    not signed in | signed in without a seat |
    nine roles in the partnership asked about | two roles in another partnership

in the order of `WHO` in world.py. The table is printed in docs/reference/permissions.md.
"""

from dataclasses import dataclass

from permissions.world import WHO

TABLE = """
# Pages without a subject
base:livez                                   GET  | 200
base:livez                                   POST | 405
base:readyz                                  GET  | 200
base:readyz                                  POST | 405
base:scheme                                  GET  | 405
base:scheme                                  POST | 302
base:components                              GET  | 200
base:components                              POST | 405
base:glossary                                GET  | 200
base:glossary                                POST | 405
base:accessibility                           GET  | 200
base:accessibility                           POST | 405
base:security_txt                            GET  | 200
base:security_txt                            POST | 405
base:robots_txt                              GET  | 200
base:robots_txt                              POST | 405
base:favicon                                 GET  | 301
base:favicon                                 POST | 301

# Indicators
indicators:catalogue                         GET  | 200
indicators:catalogue                         POST | 405
indicators:indicator                         GET  | 200
indicators:indicator                         POST | 405
indicators:own                               GET  | 200
indicators:own                               POST | 405
indicators:new                               GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
indicators:new                               POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
indicators:one                               GET  | 200
indicators:one                               POST | 405
indicators:change                            GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
indicators:change                            POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
indicators:retirement                        GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
indicators:retirement                        POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403

# Results
results:card                                 GET  | 200
results:card                                 POST | 405
results:card · json                          GET  | 200
results:indicator                            GET  | 200
results:indicator                            POST | 405
results:indicator · csv                      GET  | 200
results:sources                              GET  | 200
results:sources                              POST | 405
results:grid                                 GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
results:grid                                 POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
results:correction                           GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
results:correction                           POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
results:correction · joint                   GET  | login | 403   | 403   200   200   403   403   403   403   403   403   | 403   403
results:new_base                             GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
results:new_base                             POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
results:explanation                          GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
results:explanation                          POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
results:withdrawn_base                       GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
results:withdrawn_base                       POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
results:reverted                             GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
results:reverted                             POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404

# Front page, own page, partnership, search
portal:front                                 GET  | 200
portal:front                                 POST | 405
portal:mine                                  GET  | login | 200
portal:mine                                  POST | login | 405
portal:partnership                           GET  | 200
portal:partnership                           POST | 405
portal:search                                GET  | 200
portal:search                                POST | 405

# The boards
portal:board                                 GET  | 200
portal:board                                 POST | 405
portal:board_csv                             GET  | 200
portal:board_csv                             POST | 405
portal:board_xlsx                            GET  | 200
portal:board_xlsx                            POST | 405
portal:board_refreshed                       GET  | login | 405
portal:board_refreshed                       POST | login | 302
portal:board_views                           GET  | login | 200
portal:board_views                           POST | login | 405
portal:board_new_view                        GET  | login | 200
portal:board_new_view                        POST | login | 302
portal:board_view                            GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
portal:board_view                            POST | login | 405
portal:board_view_change                     GET  | login | 404   | 200   403   403   403   403   403   403   403   403   | 404   404
portal:board_view_change                     POST | login | 404   | 302   403   403   403   403   403   403   403   403   | 404   404
portal:board_view_removal                    GET  | login | 404   | 200   403   403   403   403   403   403   403   200   | 404   404
portal:board_view_removal                    POST | login | 404   | 302   403   403   403   403   403   403   403   302   | 404   404
portal:board_indicators                      GET  | 200
portal:board_indicators                      POST | 405
portal:board_indicator                       GET  | 200
portal:board_indicator                       POST | 405
portal:board_indicator_csv                   GET  | 200
portal:board_indicator_csv                   POST | 405
portal:board_indicator_xlsx                  GET  | 200
portal:board_indicator_xlsx                  POST | 405

# Partnerships, seats and invitations
partnerships:index                           GET  | 200
partnerships:index                           POST | 405
partnerships:seats                           GET  | login | 403   | 403   403   403   403   403   403   403   403   200   | 403   403
partnerships:seats                           POST | login | 405
partnerships:invitations                     GET  | login | 405
partnerships:invitations                     POST | login | 403   | 403   403   403   403   403   403   403   403   201   | 403   403
partnerships:withdrawn_invitation            GET  | login | 405
partnerships:withdrawn_invitation            POST | login | 404   | 404   404   404   404   404   404   404   404   302   | 404   404
partnerships:ended_seat                      GET  | login | 404   | 404   404   404   404   404   404   404   404   200   | 404   404
partnerships:ended_seat                      POST | login | 404   | 404   404   404   404   404   404   404   404   302   | 404   404
partnerships:invitation                      GET  | 200
partnerships:invitation                      POST | 302   | 403
partnerships:invitation · used link          GET  | 410
partnerships:invitation · used link          POST | 410

# Reports
reports:index                                GET  | 200
reports:index                                POST | 405
reports:new                                  GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
reports:new                                  POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
reports:preview                              GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
reports:preview                              POST | login | 405
reports:state                                GET  | 200
reports:state                                POST | 405
reports:state_file                           GET  | 200
reports:state_file                           POST | 405
reports:municipality                         GET  | 200
reports:municipality                         POST | 405
reports:municipality_file                    GET  | 200
reports:municipality_file                    POST | 405
reports:council                              GET  | 200
reports:council                              POST | 405
reports:council_pdf                          GET  | 200
reports:council_pdf                          POST | 405
reports:sheet                                GET  | 200
reports:sheet                                POST | 405

# Studies of an office structure
structure:study_new                          GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
structure:study_new                          POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
structure:study_draft                        GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
structure:study_draft                        POST | login | 405
structure:study_draft_picture                GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
structure:study_draft_picture                POST | login | 405
structure:study                              GET  | 200
structure:study                              POST | 405
structure:study_picture                      GET  | 200
structure:study_picture                      POST | 405
structure:study_table                        GET  | 200
structure:study_table                        POST | 405
structure:study_tables                       GET  | 200
structure:study_tables                       POST | 405
structure:study_file                         GET  | 200
structure:study_file                         POST | 405
structure:study_proposal                     GET  | login | 405
structure:study_proposal                     POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
structure:study_case                         GET  | 200
structure:study_case                         POST | 405
structure:study_case_file                    GET  | 200
structure:study_case_file                    POST | 405

# Documents and ratification
agreed:document                              GET  | 200
agreed:document                              POST | 405
agreed:document · never opened               GET  | 404   | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
agreed:document · internal kind              GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
agreed:new_draft                             GET  | login | 405
agreed:new_draft                             POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
agreed:draft                                 GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
agreed:draft                                 POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
agreed:draft · never opened                  GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
agreed:draft · never opened                  POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
agreed:draft · autosave                      POST | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
agreed:discarded_draft                       GET  | login | 405
agreed:discarded_draft                       POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
agreed:earlier_drafts                        GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
agreed:earlier_drafts                        POST | login | 405
agreed:earlier_drafts · never opened         GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
agreed:earlier_draft                         GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
agreed:earlier_draft                         POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
agreed:opening                               GET  | login | 403   | 200   200   200   403   403   403   403   403   403   | 403   403
agreed:opening                               POST | login | 403   | 302   302   302   403   403   403   403   403   403   | 403   403
agreed:version                               GET  | 200
agreed:version                               POST | 405
agreed:version · sent back                   GET  | 200
agreed:version · internal kind               GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
agreed:changes                               GET  | 200
agreed:changes                               POST | 405
agreed:pdf                                   GET  | 200
agreed:pdf                                   POST | 405
agreed:pdf · sent back                       GET  | 200
agreed:pdf · internal kind                   GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
agreed:content                               GET  | 200
agreed:content                               POST | 405
agreed:content · internal kind               GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
agreed:ratification                          GET  | login | 403   | 200   403   403   403   403   403   403   403   403   | 403   403
agreed:ratification                          POST | login | 403   | 302   403   403   403   403   403   403   403   403   | 403   403
agreed:withdrawal                            GET  | login | 403   | 200   403   403   403   403   403   403   403   403   | 403   403
agreed:withdrawal                            POST | login | 403   | 302   403   403   403   403   403   403   403   403   | 403   403
agreed:return                                GET  | login | 403   | 200   403   403   403   403   403   403   403   403   | 403   403
agreed:return                                POST | login | 403   | 302   403   403   403   403   403   403   403   403   | 403   403
agreed:notice                                GET  | login | 403   | 200   403   403   403   403   403   403   403   403   | 403   403
agreed:notice                                POST | login | 403   | 302   403   403   403   403   403   403   403   403   | 403   403
agreed:annexes                               GET  | login | 405
agreed:annexes                               POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403

# Agreements
agreements:register                          GET  | login | 403   | 200   200   200   200   200   403   403   403   200   | 200   200
agreements:register                          POST | login | 405
agreements:cooperations                      GET  | login | 403   | 200   200   200   200   200   403   403   403   200   | 200   200
agreements:cooperations                      POST | login | 405
agreements:ceased                            GET  | login | 403   | 200   200   200   200   200   403   403   403   200   | 200   200
agreements:ceased                            POST | login | 405
agreements:notice_period                     GET  | login | 403   | 200   200   200   200   200   403   403   403   200   | 200   200
agreements:notice_period                     POST | login | 405
agreements:new_document                      GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
agreements:new_document                      POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
agreements:portfolio                         GET  | 200
agreements:portfolio                         POST | 405

# Who may decide: questions and rules
authority:question                           GET  | 200
authority:question                           POST | 405
authority:matrix                             GET  | 200
authority:matrix                             POST | 405
authority:comparison                         GET  | 200
authority:comparison                         POST | 405
authority:duties                             GET  | 200
authority:duties                             POST | 405
authority:sharing                            GET  | 200
authority:sharing                            POST | 405
authority:rules                              GET  | 200
authority:rules                              POST | 405
authority:rule                               GET  | 200
authority:rule                               POST | 405
authority:checks                             GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 200   403
authority:checks                             POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 302   403

# Who may decide: registers
authority:registers                          GET  | 200
authority:registers                          POST | 405
authority:employments                        GET  | login | 403   | 200   200   200   200   200   200   200   200   200   | 403   403
authority:employments                        POST | login | 405
authority:new_employment                     GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_employment                     POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:employment                         GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:employment                         POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:delegations                        GET  | 200
authority:delegations                        POST | 405
authority:new_delegation                     GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_delegation                     POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:delegation                         GET  | 200
authority:delegation                         POST | 405
authority:delegation · struck                GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
authority:changed                            GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:changed                            POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:withdrawn                          GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:withdrawn                          POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:councils                           GET  | 200
authority:councils                           POST | 405
authority:new_step                           GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_step                           POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:step                               GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:step                               POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:trials                             GET  | 200
authority:trials                             POST | 405
authority:new_trial                          GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_trial                          POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:trial                              GET  | 200
authority:trial                              POST | 405
authority:trial_events                       GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:trial_events                       POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:clarifications                     GET  | login | 403   | 200   200   200   200   200   200   200   200   200   | 200   200
authority:clarifications                     POST | login | 405
authority:clarification                      GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 200   200
authority:clarification                      POST | login | 405
authority:new_question                       GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_question                       POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:answers                            GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:answers                            POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:struck                             GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:struck                             POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:restored                           GET  | login | 405
authority:restored                           POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
authority:decisions                          GET  | login | 403   | 200   200   200   200   200   200   200   200   200   | 403   403
authority:decisions                          POST | login | 405
authority:new_decision                       GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
authority:new_decision                       POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
authority:decision                           GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
authority:decision                           POST | login | 405
authority:preparations                       GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
authority:preparations                       POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404

# The annual wheel
wheel:wheel                                  GET  | 200
wheel:wheel                                  POST | 405
wheel:poster                                 GET  | 200
wheel:poster                                 POST | 405
wheel:joint                                  GET  | login | 405
wheel:joint                                  POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
wheel:template                               GET  | login | 405
wheel:template                               POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
wheel:new_event                              GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
wheel:new_event                              POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
wheel:event                                  GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
wheel:event                                  POST | 405
wheel:event · public                         GET  | 200
wheel:done                                   GET  | login | 405
wheel:done                                   POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
wheel:undone                                 GET  | login | 405
wheel:undone                                 POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
wheel:changed                                GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
wheel:changed                                POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
wheel:struck                                 GET  | login | 405
wheel:struck                                 POST | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
wheel:restored                               GET  | login | 405
wheel:restored                               POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
wheel:calendars                              GET  | login | 200
wheel:calendars                              POST | login | 201
wheel:revoked_calendar                       GET  | login | 405
wheel:revoked_calendar                       POST | login | 404   | 302   404   404   404   404   404   404   404   404   | 404   404
wheel:feed                                   GET  | 200
wheel:feed                                   POST | 405
wheel:feed · closed                          GET  | 404

# Municipalities and offices
offices:index                                GET  | 200
offices:index                                POST | 405
offices:municipality                         GET  | 404
offices:municipality                         POST | 405
offices:offices                              GET  | 200
offices:offices                              POST | 405
offices:coverage                             GET  | 200
offices:coverage                             POST | 405
offices:office                               GET  | 404
offices:office                               POST | 405
offices:sources                              GET  | 200
offices:sources                              POST | 405

# Signals and plans
plans:plan                                   GET  | 200
plans:plan                                   POST | 405
plans:new_plan                               GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
plans:new_plan                               POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
plans:coverage                               GET  | 200
plans:coverage                               POST | 405
plans:coverage · draft                       GET  | 422   | 422   | 200   200   200   200   200   422   422   422   422   | 422   422
plans:grid                                   GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
plans:grid                                   POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
plans:understanding                          GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
plans:understanding                          POST | login | 404   | 302   403   403   403   403   404   404   404   404   | 404   404
plans:measure                                GET  | 200
plans:measure                                POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
plans:judgement                              GET  | login | 403   | 200   403   403   403   403   403   403   403   403   | 403   403
plans:judgement                              POST | login | 403   | 302   403   403   403   403   403   403   403   403   | 403   403
plans:signals                                GET  | 200
plans:signals                                POST | 405
plans:new_signal                             GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
plans:new_signal                             POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
plans:signal                                 GET  | 200
plans:signal                                 POST | 405
plans:signal · internal                      GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
plans:changed_signal                         GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
plans:changed_signal                         POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
plans:changed_signal · internal              GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
plans:struck_signal                          GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
plans:struck_signal                          POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
plans:restored_signal                        GET  | login | 405
plans:restored_signal                        POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
plans:conflicts                              GET  | login | 403   | 200   200   200   200   200   200   200   200   200   | 403   403
plans:conflicts                              POST | login | 405
plans:new_conflict                           GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
plans:new_conflict                           POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
plans:conflict                               GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
plans:conflict                               POST | login | 404   | 302   403   403   403   403   403   403   403   403   | 404   404
plans:struck_conflict                        GET  | login | 404   | 200   200   200   403   200   403   403   403   403   | 404   404
plans:struck_conflict                        POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
plans:restored_conflict                      GET  | login | 405
plans:restored_conflict                      POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404

# Files
files:file                                   GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
files:file                                   POST | login | 405

# The journal
journal:index                                GET  | 200
journal:index                                POST | 405
journal:about                                GET  | 200
journal:about                                POST | 405
journal:entry                                GET  | 200
journal:entry                                POST | 405
journal:entry · draft                        GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
journal:entry · seat                         GET  | 404   | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
journal:feed                                 GET  | 200
journal:feed                                 POST | 405
journal:export                               GET  | 200
journal:export                               POST | 405
journal:heads                                GET  | 200
journal:heads                                POST | 405
journal:verifier                             GET  | 200
journal:verifier                             POST | 405

# Sign-in and account
closed                                       GET  | 404
closed                                       POST | 404
account_login                                GET  | 200   | 302
account_login                                POST | 200   | 302
account_logout                               GET  | 302   | 200
account_logout                               POST | 302
account_inactive                             GET  | 200
account_inactive                             POST | 405
account_signup                               GET  | 200   | 302
account_signup                               POST | 200   | 302
account_reauthenticate                       GET  | login | 200
account_reauthenticate                       POST | login | 200
account_email                                GET  | 404
account_email                                POST | 404
account_email_verification_sent              GET  | 404
account_email_verification_sent              POST | 404
account_change_password                      GET  | login | 200
account_change_password                      POST | login | 200
account_set_password                         GET  | login | 302
account_set_password                         POST | login | 302
account_reset_password                       GET  | 200
account_reset_password                       POST | 200
account_confirm_login_code                   GET  | login | 302
account_confirm_login_code                   POST | login | 302
account_confirm_email                        GET  | 404
account_confirm_email                        POST | 404
account_reset_password_from_key_done         GET  | 200
account_reset_password_from_key_done         POST | 405
account_reset_password_from_key              GET  | 200
account_reset_password_from_key              POST | 200
account_reset_password_done                  GET  | 200
account_reset_password_done                  POST | 405
mfa_index                                    GET  | login | 200
mfa_index                                    POST | login | 405
mfa_authenticate                             GET  | login | 302
mfa_authenticate                             POST | login | 302
mfa_reauthenticate                           GET  | login | prove
mfa_reauthenticate                           POST | login | prove
mfa_activate_totp                            GET  | login | prove
mfa_activate_totp                            POST | login | prove
mfa_deactivate_totp                          GET  | login | 404
mfa_deactivate_totp                          POST | login | 404
mfa_view_recovery_codes                      GET  | login | 404
mfa_view_recovery_codes                      POST | login | 405
mfa_generate_recovery_codes                  GET  | login | prove
mfa_generate_recovery_codes                  POST | login | prove
mfa_download_recovery_codes                  GET  | login | 404
mfa_download_recovery_codes                  POST | login | 404
mfa_list_webauthn                            GET  | login | 200
mfa_list_webauthn                            POST | login | 405
mfa_add_webauthn                             GET  | login | prove
mfa_add_webauthn                             POST | login | prove
mfa_reauthenticate_webauthn                  GET  | login | prove
mfa_reauthenticate_webauthn                  POST | login | prove
mfa_remove_webauthn                          GET  | login | prove
mfa_remove_webauthn                          POST | login | prove
mfa_edit_webauthn                            GET  | login | prove
mfa_edit_webauthn                            POST | login | prove
mfa_login_webauthn                           GET  | login | 302
mfa_login_webauthn                           POST | login | 302
set_language                                 GET  | 302
set_language                                 POST | 302

# Tables on their way in
imports:bring                                GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
imports:bring                                POST | login | 403   | 302   302   302   403   302   403   403   403   403   | 403   403
imports:subscribe                            GET  | login | 403   | 200   200   200   403   200   403   403   403   403   | 403   403
imports:subscribe                            POST | login | 403   | 422   422   422   403   422   403   403   403   403   | 403   403
imports:draft                                GET  | login | 404   | 200   200   200   404   200   404   404   404   404   | 404   404
imports:draft                                POST | login | 405
imports:choose                               GET  | login | 405
imports:choose                               POST | login | 404   | 302   302   302   404   302   404   404   404   404   | 404   404
imports:mend                                 GET  | login | 405
imports:mend                                 POST | login | 404   | 422   422   422   404   422   404   404   404   404   | 404   404
imports:errors                               GET  | login | 404   | 200   200   200   404   200   404   404   404   404   | 404   404
imports:errors                               POST | login | 405
imports:confirm                              GET  | login | 405
imports:confirm                              POST | login | 404   | 302   302   302   404   302   404   404   404   404   | 404   404
imports:leave                                GET  | login | 405
imports:leave                                POST | login | 404   | 302   302   302   404   302   404   404   404   404   | 404   404
imports:fetch                                GET  | login | 405
imports:fetch                                POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
imports:unsubscribe                          GET  | login | 405
imports:unsubscribe                          POST | login | 404   | 302   302   302   403   302   403   403   403   403   | 404   404
imports:batch                                GET  | 200
imports:batch                                POST | 405

# The structure lab: runs
structure:runs                               GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:runs                               POST | login | 405
structure:ask                                GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:ask                                POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:run                                GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:run                                POST | login | 405
structure:run_progress                       GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:run_progress                       POST | login | 405
structure:run_cancelled                      GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:run_cancelled                      POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:point                              GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:point                              POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:answer                             GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:answer                             POST | login | 405
structure:answer_table                       GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:answer_table                       POST | login | 405
structure:answer_picture                     GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:answer_picture                     POST | login | 405
structure:run_again                          GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:run_again                          POST | login | 405

# The structure lab: scenarios
structure:lab                                GET  | 200
structure:lab                                POST | 405
structure:new_scenario                       GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
structure:new_scenario                       POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
structure:scenario                           GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:scenario                           POST | login | 405
structure:naming                             GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:naming                             POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:copy                               GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:copy                               POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:draw                               GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:draw                               POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:rules                              GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:rules                              POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:rule_about                         GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:rule_about                         POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:weights                            GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:weights                            POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:draw · one area                    GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:live                               GET  | login | 405
structure:live                               POST | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:drop                               GET  | login | 405
structure:drop                               POST | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:take_back                          GET  | login | 405
structure:take_back                          POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:renew                              GET  | login | 405
structure:renew                              POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:exemption                          GET  | login | 405
structure:exemption                          POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:struck_rule                        GET  | login | 405
structure:struck_rule                        POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:price                              GET  | login | 405
structure:price                              POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:why_not                            GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:why_not                            POST | login | 405
structure:keep                               GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:keep                               POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
# The present office structure
structure:index                              GET  | 200
structure:index                              POST | 405
structure:present                            GET  | 200
structure:present                            POST | 405
structure:present_json                       GET  | 200
structure:present_json                       POST | 405
structure:present_geojson                    GET  | 200
structure:present_geojson                    POST | 405
structure:present_svg                        GET  | 200
structure:present_svg                        POST | 405
structure:table_csv                          GET  | 200
structure:table_csv                          POST | 405
structure:offices                            GET  | 200
structure:offices                            POST | 405
structure:offices_csv                        GET  | 302
structure:offices_csv                        POST | 405
structure:dataset_comparison                 GET  | 200
structure:dataset_comparison                 POST | 405
structure:comparison                         GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:comparison                         POST | login | 405
structure:scenario_archive                   GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:scenario_archive                   POST | login | 405
# Datasets of the office structure
structure:datasets                           GET  | 200
structure:datasets                           POST | 405
structure:dataset                            GET  | 200
structure:dataset                            POST | 405
structure:dataset_zip                        GET  | 200
structure:dataset_zip                        POST | 405
structure:new_dataset                        GET  | login | 403   | 403   403   403   200   200   403   403   403   403   | 403   403
structure:new_dataset                        POST | login | 403   | 403   403   403   302   302   403   403   403   403   | 403   403
structure:new_version                        GET  | login | 403   | 403   403   403   200   200   403   403   403   403   | 403   403
structure:new_version                        POST | login | 403   | 403   403   403   302   302   403   403   403   403   | 403   403
structure:dataset_draft                      GET  | login | 404   | 404   404   404   404   200   404   404   404   404   | 404   404
structure:dataset_draft                      POST | login | 405
structure:dataset_draft_change               GET  | login | 405
structure:dataset_draft_change               POST | login | 404   | 404   404   404   404   302   404   404   404   404   | 404   404
structure:dataset_draft_faults               GET  | login | 404   | 404   404   404   404   200   404   404   404   404   | 404   404
structure:dataset_draft_faults               POST | login | 405
structure:dataset_draft_confirm              GET  | login | 405
structure:dataset_draft_confirm              POST | login | 404   | 404   404   404   404   302   404   404   404   404   | 404   404
structure:dataset_draft_leave                GET  | login | 405
structure:dataset_draft_leave                POST | login | 404   | 404   404   404   404   302   404   404   404   404   | 404   404

# The demo
demo:entrance                                GET  | 200
demo:entrance                                POST | 405
demo:role                                    GET  | 405
demo:role                                    POST | 302
demo:reset                                   GET  | 405
demo:reset                                   POST | 302

# The structure lab: consequences and assessment
structure:consequences                       GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:consequences                       POST | login | 405
structure:consequences_csv                   GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:consequences_csv                   POST | login | 405
structure:assessment                         GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:assessment                         POST | login | 405
structure:new_assessment                     GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:new_assessment                     POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:assessment_answer                  GET  | login | 404   | 200   200   403   403   403   200   200   200   403   | 404   404
structure:assessment_answer                  POST | login | 404   | 302   302   403   403   403   302   302   302   403   | 404   404
structure:assessment_closing                 GET  | login | 404   | 200   200   200   200   200   403   403   403   403   | 404   404
structure:assessment_closing                 POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:assessment_csv                     GET  | login | 404   | 200   200   200   200   200   200   200   200   200   | 404   404
structure:assessment_csv                     POST | login | 405

# The structure lab: the thread, and the agreements of a proposal
structure:thread                             GET  | 200
structure:thread                             POST | 405
structure:thread_resolutions                 GET  | 200
structure:thread_resolutions                 POST | 405
structure:proposal_agreements                GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
structure:proposal_agreements                POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
# Hearings
participation:hearings                       GET  | 200
participation:hearings                       POST | 405
participation:new                            GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:new                            POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:hearing                        GET  | 200
participation:hearing                        POST | 405
participation:hearing · draft                GET  | 404   | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
participation:summary                        GET  | 200
participation:summary                        POST | 405
participation:summary · draft                GET  | 404
participation:summary_csv                    GET  | 200
participation:summary_csv                    POST | 405
participation:draft                          GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
participation:draft                          POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
participation:sending                        GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
participation:sending                        POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
participation:dropping                       GET  | login | 404   | 200   200   200   200   200   404   404   404   404   | 404   404
participation:dropping                       POST | login | 404   | 302   302   302   302   302   404   404   404   404   | 404   404
participation:deadline                       GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:deadline                       POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:new_body                       GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:new_body                       POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:answer                         GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:answer                         POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:follow_up                      GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:follow_up                      POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:closing                        GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:closing                        POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
participation:calling_off                    GET  | login | 403   | 200   200   200   200   200   403   403   403   403   | 403   403
participation:calling_off                    POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
structure:hear                               GET  | login | 405
structure:hear                               POST | login | 404   | 302   302   302   302   302   403   403   403   403   | 404   404
structure:study_hearing                      GET  | login | 405
structure:study_hearing                      POST | login | 403   | 302   302   302   302   302   403   403   403   403   | 403   403
"""  # noqa: E501


@dataclass(frozen=True)
class Row:
    """One address and method, and what everyone gets."""

    group: str
    name: str  # the route, or "route · what is special"
    method: str
    cells: dict[str, str]

    @property
    def route(self) -> str:
        return self.name.partition(" · ")[0]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def read(table: str) -> list[Row]:
    """The rows of a table. `ValueError` for one that has neither 1, 2 nor all cells."""
    rows, group = [], ""
    for line in table.strip().splitlines():
        if line.startswith("# "):
            group = line[2:]
        elif line:
            asked, *told = line.split("|")
            *name, method = asked.split()
            cells = " ".join(told).split()
            if len(cells) == 1:
                cells = cells * len(WHO)
            elif len(cells) == 2:
                cells = cells[:1] + cells[1:] * (len(WHO) - 1)
            rows.append(Row(group, " ".join(name), method, dict(zip(WHO, cells, strict=True))))
    return rows


MATRIX = read(TABLE)
