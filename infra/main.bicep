// The Arc Fleet Scanner in one resource group: the function app, where its rows go, and what an operator looks at.
//
// In the scope of a resource group, so that who deploys needs no right on a subscription; what the app may read of the
// fleet is given apart from it, by the files in scope.
targetScope = 'resourceGroup'

@description('Name of this installation, as azd calls it; part of the names of the resources.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Azure region; it must offer Flex Consumption.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = {}

@description('Resource ID of a Log Analytics workspace to use; empty: a new one.')
param workspaceResourceId string = ''

@description('Days for which findings, clusters and scans can be queried.')
@minValue(4)
@maxValue(730)
param retentionDays int = 90

@description('When the fleet is scanned: NCRONTAB with six fields, UTC. Say in hoursBetweenScans how often that is.')
param schedule string = '0 0 * * * *'

@description('The longest pause of the schedule in hours, rounded up; alert rules wait for twice that. At most 24: a log alert reads two days.')
@minValue(1)
@maxValue(24)
param hoursBetweenScans int = 1

@description('Ids of the subscriptions to scan; empty: every one that the identity of the app may read.')
param subscriptionIds array = []

@description('The way into clusters; off: they are judged by their Azure side alone.')
@allowed([
  'off'
  'arc-proxy'
])
param clusterAccess string = 'off'

@description('Client id of an app registration that signs in to clusters with Microsoft Entra; empty: the tokens in the vault.')
param clusterLoginClientId string = ''

@description('More settings of the scanner, ARCFLEET_ keys and their values; they win over those made here.')
param moreSettings object = {}

@description('Object id of the user or group that puts the tokens of the clusters into the vault; empty: nobody yet.')
param tokenWriterId string = ''

@description('What tokenWriterId is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param tokenWriterType string = 'User'

@description('Client id of the app registration that stands for the HTTP functions; empty: they ask for a key alone.')
param entraClientId string = ''

@description('What the button "Scan now" of the workbook calls. logicApp: needs entraClientId; functionHost: see its caveat in docs/deploy.md.')
@allowed([
  'logicApp'
  'functionHost'
])
param scanButton string = empty(entraClientId) ? 'functionHost' : 'logicApp'

@description('Object ids of the groups or users that may press "Scan now" and, with entraClientId, call the HTTP functions.')
param operatorIds array = []

@description('What operatorIds are.')
@allowed([
  'User'
  'Group'
])
param operatorType string = 'Group'

@description('Address of the folder with the pages of the checks, to which the workbook links: docs/checks of your copy of the repository.')
@minLength(1)
param checkPagesAddress string

@description('Whether alert rules watch the rows.')
param alerts bool = true

@description('Changes to alert rules by their name: severity, evaluationFrequency, windowSize, enabled, and parameters of the query.')
param alertChanges object = {}

@description('Addresses that get a mail when an alert fires; empty: none.')
param alertEmails array = []

@description('Resource IDs of action groups that are there already and are told too.')
param actionGroupIds array = []

@description('public: storage and vault are reached over the internet, by identities with a role; private: only through private endpoints.')
@allowed([
  'public'
  'private'
])
param networkMode string = 'public'

@description('Address space of the virtual network of the private mode, at least a /26.')
param addressPrefix string = '10.90.0.0/24'

@description('How many instances the platform may start.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance, in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemory int = 2048

var token = toLower(uniqueString(resourceGroup().id, environmentName))
var allTags = union(tags, {
  'azd-env-name': environmentName
})
// The Logic App says who it is with Microsoft Entra; nothing would check it without.
var button = scanButton == 'logicApp' && empty(entraClientId)
  ? fail('scanButton logicApp needs entraClientId: make an app registration as docs/deploy.md says, or choose functionHost.')
  : scanButton

var makesWorkspace = empty(workspaceResourceId)
var workspaceSubscription = makesWorkspace ? subscription().subscriptionId : split(workspaceResourceId, '/')[2]
var workspaceGroup = makesWorkspace ? resourceGroup().name : split(workspaceResourceId, '/')[4]
var workspaceName = makesWorkspace ? 'log-arcfleet-${token}' : last(split(workspaceResourceId, '/'))

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-arcfleet-${token}'
  location: location
  tags: allTags
}

module storage 'modules/storage.bicep' = {
  name: 'arcfleet-storage'
  params: {
    name: 'starcfleet${token}'
    location: location
    tags: allTags
    appPrincipalId: identity.properties.principalId
    networkMode: networkMode
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'arcfleet-key-vault'
  params: {
    name: 'kv-arc-${token}'
    location: location
    tags: allTags
    appPrincipalId: identity.properties.principalId
    tokenWriterId: tokenWriterId
    tokenWriterType: tokenWriterType
    networkMode: networkMode
  }
}

module network 'modules/network.bicep' = if (networkMode == 'private') {
  name: 'arcfleet-network'
  params: {
    name: 'vnet-arcfleet-${token}'
    location: location
    tags: allTags
    addressPrefix: addressPrefix
    storageAccountId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module workspace 'modules/workspace.bicep' = {
  name: 'arcfleet-workspace-${token}'
  scope: resourceGroup(workspaceSubscription, workspaceGroup)
  params: {
    name: workspaceName
    create: makesWorkspace
    location: location
    tags: allTags
  }
}

module tables 'modules/tables.bicep' = {
  name: 'arcfleet-tables-${token}'
  scope: resourceGroup(workspaceSubscription, workspaceGroup)
  params: {
    workspaceName: workspaceName
    retentionDays: retentionDays
  }
  dependsOn: [
    workspace
  ]
}

module functions 'modules/functions.bicep' = {
  name: 'arcfleet-functions-${token}'
  scope: resourceGroup(workspaceSubscription, workspaceGroup)
  params: {
    workspaceName: workspaceName
  }
  dependsOn: [
    tables
  ]
}

module rule 'modules/data-collection-rule.bicep' = {
  name: 'arcfleet-data-collection-rule'
  params: {
    name: 'dcr-arcfleet-${token}'
    location: workspace.outputs.location
    tags: allTags
    workspaceId: workspace.outputs.id
    appPrincipalId: identity.properties.principalId
  }
  // The streams of the rule end in the tables.
  dependsOn: [
    tables
  ]
}

module applicationInsights 'modules/application-insights.bicep' = {
  name: 'arcfleet-application-insights'
  params: {
    name: 'appi-arcfleet-${token}'
    location: location
    tags: allTags
    workspaceId: workspace.outputs.id
    appPrincipalId: identity.properties.principalId
  }
}

var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usgovernment'
  AzureChinaCloud: 'china'
}
var scannerSettings = {
  ARCFLEET_SCHEDULE: schedule
  ARCFLEET_SUBSCRIPTIONS: join(subscriptionIds, ',')
  ARCFLEET_CLOUD: clouds[environment().name]
  ARCFLEET_CLUSTER_ACCESS: clusterAccess
  ARCFLEET_MANAGED_IDENTITY_CLIENT_ID: identity.properties.clientId
  ARCFLEET_INGESTION_ENDPOINT: rule.outputs.ingestionEndpoint
  ARCFLEET_INGESTION_RULE_ID: rule.outputs.immutableId
}
// The package of the app lies there on Linux; infra/scripts/package.sh puts the proxy into it.
var proxySettings = {
  ARCFLEET_ARC_PROXY_PATH: '/home/site/wwwroot/arcProxy'
}
var vaultLogin = {
  ARCFLEET_KEY_VAULT_URL: vault.outputs.uri
}
var entraLogin = {
  ARCFLEET_APP_CLIENT_ID: clusterLoginClientId
  ARCFLEET_APP_TENANT_ID: tenant().tenantId
}
// The scanner refuses settings of cluster connect when that is off.
var accessSettings = clusterAccess == 'off'
  ? {}
  : union(proxySettings, empty(clusterLoginClientId) ? vaultLogin : entraLogin)

module app 'modules/function-app.bicep' = {
  name: 'arcfleet-function-app'
  params: {
    name: 'func-arcfleet-${token}'
    planName: 'plan-arcfleet-${token}'
    location: location
    tags: allTags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageAddresses: storage.outputs.addresses
    packageContainer: storage.outputs.packageContainer
    applicationInsightsName: applicationInsights.outputs.name
    scannerSettings: union(scannerSettings, accessSettings, moreSettings)
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    subnetId: networkMode == 'private' ? network!.outputs.appSubnetId : ''
  }
}

module scanNow 'modules/scan-now.bicep' = if (button == 'logicApp') {
  name: 'arcfleet-scan-now'
  params: {
    name: 'logic-arcfleet-${token}'
    location: location
    tags: allTags
    appName: app.outputs.name
    appHostName: app.outputs.hostName
    entraClientId: entraClientId
    roleSuffix: token
    operatorIds: operatorIds
    operatorType: operatorType
  }
}

module scanNowHost 'modules/scan-now-host.bicep' = if (button == 'functionHost') {
  name: 'arcfleet-scan-now-host'
  params: {
    appName: app.outputs.name
    roleSuffix: token
    operatorIds: operatorIds
    operatorType: operatorType
  }
}

module authentication 'modules/entra-authentication.bicep' = if (!empty(entraClientId)) {
  name: 'arcfleet-entra-authentication'
  params: {
    appName: app.outputs.name
    entraClientId: entraClientId
    callerIds: concat(
      operatorType == 'User' ? operatorIds : [],
      button == 'logicApp' ? [scanNow!.outputs.principalId] : []
    )
    callerGroupIds: operatorType == 'Group' ? operatorIds : []
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'arcfleet-workbook'
  params: {
    location: location
    tags: allTags
    workspaceId: workspace.outputs.id
    scanButton: button
    logicAppId: button == 'logicApp' ? scanNow!.outputs.id : ''
    functionAppId: app.outputs.id
    checkPagesAddress: checkPagesAddress
  }
  dependsOn: [
    functions
  ]
}

module alertRules 'modules/alerts.bicep' = if (alerts) {
  name: 'arcfleet-alerts'
  params: {
    location: workspace.outputs.location
    tags: allTags
    workspaceId: workspace.outputs.id
    hoursBetweenScans: hoursBetweenScans
    changes: alertChanges
    emails: alertEmails
    actionGroupIds: actionGroupIds
  }
  dependsOn: [
    functions
  ]
}

@description('Name of the function app.')
output appName string = app.outputs.name

@description('Address of the HTTP functions.')
output apiAddress string = 'https://${app.outputs.hostName}/api'

@description('Principal that the app runs as: give it to a file of the folder scope.')
output appPrincipalId string = identity.properties.principalId

@description('Name of the vault for the tokens of the clusters.')
output vaultName string = vault.outputs.name

@description('Resource ID of the workspace.')
output workspaceId string = workspace.outputs.id

@description('Resource ID of the workbook.')
output workbookId string = workbook.outputs.id
