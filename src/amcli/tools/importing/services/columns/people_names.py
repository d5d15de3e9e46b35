"""What other systems call the columns of territories, of where accounts lie and of who works on them (crm_names)."""

# Columns that name one by the key that its system gave it.
IDS = """ParentTerritory2Id | ParentTerritoryId | Parent Territory ID | Territory2Id | Territory ID | Employee ID |
    UserId"""

TERRITORY = {
    "name": """Territory Name | Territory | Sales Territory | Territory Label | Territory Description | Gebiet |
        Verkaufsgebiet | Vertriebsgebiet | Secteur | Territoire | Territorio | Zona""",
    "parent": """Parent Territory | Parent Territory: Territory Name | ParentTerritory | parentterritoryidname |
        Parent Territory ID | ParentTerritory2Id | ParentTerritoryId | Sales Region | Region | Division""",
    "level": "Territory Type | Territory Level",
    "note": "Description | Notes | Bemerkung",
    "external_id": "Territory ID | (Do Not Modify) Territory | Record ID | Id",
}
PLACEMENT = {
    "territory": """Territory Name | Territory: Name | Sales Territory | territoryidname | Territory ID |
        Territory2Id | Gebiet | Verkaufsgebiet | Vertriebsgebiet | Secteur | Territoire | Territorio | Zona | Region""",
}
ASSIGNMENT = {
    "colleague": """User: Full Name | Team Member: Full Name | Team Member | Team Member Name | User.Name | User Name |
        Account Owner | Account Owner: Full Name | Company owner | Organization - Owner | owneridname | Owner |
        Owner.Name | Owner Name | Employee | Employee Name | Sales Rep | Salesperson | Account Manager | UserId |
        User ID | OwnerId | Owner ID | hubspot_owner_id | _ownerid_value | Employee ID""",
    "role": "Team Role | TeamMemberRole | Team Member Role | Account Team Role",
    "note": "Description | Notes | Bemerkung",
    "external_id": "Account Team Member ID | Record ID | Id",
}
# Of an account, beside its own fields.
OF_ACCOUNT = {
    "owner": """Account Owner | Account Owner: Full Name | Company owner | Organization - Owner | Owner.Name |
        Owner: Full Name | Owner Name | owner_name | owneridname | Account Manager | Key Account Manager | Sales Rep |
        Salesperson | Sales Person | Kundenbetreuer | Betreuer | Inhaber | Kontoinhaber | Zuständig | Responsable |
        Propriétaire du compte | Propietario de la cuenta | Titolare account | Eigenaar | OwnerId |
        hubspot_owner_id | _ownerid_value""",
    "territory": """Territory Name | Sales Territory | territoryidname | Account Territory | Territory ID | Gebiet |
        Verkaufsgebiet | Vertriebsgebiet | Secteur | Territoire""",
}
