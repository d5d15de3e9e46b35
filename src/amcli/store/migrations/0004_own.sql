-- What says that a file is a portfolio of amcli, to amcli itself and to whoever looks into a file: "AMCL".
PRAGMA application_id = 1095582540;
