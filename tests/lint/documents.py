"""Documents in which nothing is wrong, to be spoilt line by line."""

from wizard.lint import Reading, read

AUTOCONFIG = """\
<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="voorbeeld.nl">
    <domain>voorbeeld.nl</domain>
    <displayName>Voorbeeld Mail</displayName>
    <displayShortName>Voorbeeld</displayShortName>
    <incomingServer type="imap">
      <hostname>imap.voorbeeld.nl</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </incomingServer>
    <incomingServer type="pop3">
      <hostname>pop.voorbeeld.nl</hostname>
      <port>995</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
      <pop3><leaveMessagesOnServer>true</leaveMessagesOnServer></pop3>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>smtp.voorbeeld.nl</hostname>
      <port>465</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </outgoingServer>
    <documentation url="https://www.voorbeeld.nl/help"><descr lang="nl">E-mail instellen</descr></documentation>
  </emailProvider>
</clientConfig>
"""
AUTODISCOVER = """\
<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
      <Protocol>
        <Type>IMAP</Type>
        <Server>imap.voorbeeld.nl</Server>
        <Port>993</Port>
        <LoginName>anna@voorbeeld.nl</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <Encryption>SSL</Encryption>
        <AuthRequired>on</AuthRequired>
      </Protocol>
      <Protocol>
        <Type>SMTP</Type>
        <Server>smtp.voorbeeld.nl</Server>
        <Port>587</Port>
        <LoginName>anna@voorbeeld.nl</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <Encryption>TLS</Encryption>
        <AuthRequired>on</AuthRequired>
      </Protocol>
    </Account>
  </Response>
</Autodiscover>
"""
PACC = """\
{
  "protocols": {
    "imap": {"host": "imap.voorbeeld.nl"},
    "pop3": {"host": "pop.voorbeeld.nl"},
    "smtp": {"host": "smtp.voorbeeld.nl"}
  },
  "authentication": {"password": true},
  "info": {
    "provider": {"name": "Voorbeeld Mail", "shortName": "Voorbeeld"}
  }
}
"""
MOBILECONFIG = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>PayloadContent</key><array><dict>
    <key>EmailAccountType</key><string>EmailTypeIMAP</string>
    <key>EmailAddress</key><string>anna@voorbeeld.nl</string>
    <key>IncomingMailServerAuthentication</key><string>EmailAuthPassword</string>
    <key>IncomingMailServerHostName</key><string>imap.voorbeeld.nl</string>
    <key>IncomingMailServerPortNumber</key><integer>993</integer>
    <key>IncomingMailServerUseSSL</key><true/>
    <key>IncomingMailServerUsername</key><string>anna@voorbeeld.nl</string>
    <key>OutgoingMailServerAuthentication</key><string>EmailAuthPassword</string>
    <key>OutgoingMailServerHostName</key><string>smtp.voorbeeld.nl</string>
    <key>OutgoingMailServerPortNumber</key><integer>587</integer>
    <key>OutgoingMailServerUseSSL</key><true/>
    <key>OutgoingMailServerUsername</key><string>anna</string>
    <key>PayloadIdentifier</key><string>nl.voorbeeld.mail.account</string>
    <key>PayloadType</key><string>com.apple.mail.managed</string>
    <key>PayloadUUID</key><string>0B5C8A00-0000-4000-8000-000000000001</string>
    <key>PayloadVersion</key><integer>1</integer>
  </dict></array>
  <key>PayloadIdentifier</key><string>nl.voorbeeld.mail</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>0B5C8A00-0000-4000-8000-000000000002</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict></plist>
"""
GOOD = {"autoconfig": AUTOCONFIG, "autodiscover": AUTODISCOVER, "pacc": PACC, "mobileconfig": MOBILECONFIG}


def spoilt(document: str, old: str, new: str) -> bytes:
    """The document with the first `old` replaced."""
    assert old in document, old
    return document.replace(old, new, 1).encode()


def told(document: bytes, *, domain: str | None = "voorbeeld.nl") -> list[str]:
    """The faults as `id:line`, in order."""
    return places(read(document, "file", domain=domain))


def places(reading: Reading) -> list[str]:
    return [f"{fault.id}:{fault.line}" for fault in reading.faults]
